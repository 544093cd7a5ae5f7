package fairweather.check.conformance;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.store.ArrayChunk;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.forecast.zarr.ZarrArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Whether the files of a store are those that the manifest lists, and hold what the metadata say. */
final class FileRules {
    /** The rule that can be tried only where a forecast was made, found, verified and decoded. */
    static final String LAST = "FILES-6";

    private static final int MOST_NAMED = 3;
    private static final JsonMapper PLAIN = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private FileRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("FILES-1", "8", "the manifest lists every metadata object", FileRules::metadataListed),
                Rule.must("FILES-2", "9", "the manifest lists every chunk of every array", FileRules::chunksListed),
                Rule.must("FILES-3", "8", "metadata and coordinates have their hashes", FileRules::smallFiles),
                Rule.must("FILES-4", "9", "every chunk of a sample has its hash", FileRules::sample),
                Rule.must("FILES-5", "10", "every chunk of the sample decodes to its shape", FileRules::decode),
                Rule.must(LAST, "10", "its values are numbers within their limits", FileRules::values),
                Rule.should("FILES-7", "10", ".zarray and .zattrs say what .zmetadata says", FileRules::sameMetadata));
    }

    /** The objects that the consolidated metadata repeat. */
    private static SortedMap<String, JsonNode> consolidated(Trial trial) {
        try {
            JsonNode root =
                    PLAIN.readTree(trial.get(ObjectKey.CONSOLIDATED_METADATA, Caps.DEFAULT.consolidatedMetadata()));
            SortedMap<String, JsonNode> objects = new TreeMap<>();
            for (Iterator<String> names = root.path("metadata").fieldNames(); names.hasNext(); ) {
                String name = names.next();
                objects.put(name, root.path("metadata").path(name));
            }
            return objects;
        } catch (IOException malformed) {
            throw new NotReached(".zmetadata could not be read");
        }
    }

    private static Finding metadataListed(Trial trial) {
        trial.metadata();
        List<String> missing = new ArrayList<>();
        consolidated(trial).keySet().forEach(name -> {
            if (!listed(trial, name)) {
                missing.add(name);
            }
        });
        if (!listed(trial, ObjectKey.CONSOLIDATED_METADATA.value())) {
            missing.add(ObjectKey.CONSOLIDATED_METADATA.value());
        }
        return none(missing, "all are", "not listed");
    }

    private static boolean listed(Trial trial, String name) {
        return ObjectKey.isValid(name)
                && trial.manifest().hashOf(ObjectKey.of(name)).isPresent();
    }

    private static Finding chunksListed(Trial trial) {
        List<String> missing = new ArrayList<>();
        int count = 0;
        for (Entry.Held held : trial.held()) {
            int chunks = ArrayChunk.count(held.array().metadata());
            count += chunks;
            for (int number = 0; number < chunks; number++) {
                ObjectKey key = new ArrayChunk(held.array(), number).key();
                if (trial.manifest().hashOf(key).isEmpty()) {
                    missing.add(key.value());
                }
            }
        }
        return none(missing, "all " + count + " are", "not listed");
    }

    /** Names some and counts the rest. */
    private static Finding none(List<String> wrong, String otherwise, String what) {
        if (wrong.isEmpty()) {
            return Finding.passed(otherwise);
        }
        String more = wrong.size() > MOST_NAMED ? " and " + (wrong.size() - MOST_NAMED) + " more" : "";
        return Finding.failed(what + ": " + String.join(", ", wrong.subList(0, Math.min(MOST_NAMED, wrong.size())))
                + more);
    }

    private static Finding smallFiles(Trial trial) {
        List<ObjectKey> keys = new ArrayList<>();
        consolidated(trial).keySet().stream()
                .filter(ObjectKey::isValid)
                .map(ObjectKey::of)
                .forEach(keys::add);
        keys.add(ObjectKey.CONSOLIDATED_METADATA);
        for (String name : trial.metadata().arrayNames()) {
            coordinate(trial, name).ifPresent(keys::addAll);
        }
        List<String> wrong = new ArrayList<>();
        for (ObjectKey key : keys) {
            trouble(trial, key, Caps.DEFAULT.consolidatedMetadata(), bytes -> {})
                    .ifPresent(wrong::add);
        }
        return none(wrong, "all " + keys.size() + " have", "wrong");
    }

    /** The chunks of an array of at most one dimension. */
    private static Optional<List<ObjectKey>> coordinate(Trial trial, String name) {
        try {
            ZarrArray array = new ZarrArray(trial.metadata().array(name), trial, Caps.DEFAULT);
            if (array.metadata().rank() > 1) {
                return Optional.empty();
            }
            return Optional.of(IntStream.range(0, ArrayChunk.count(array.metadata()))
                    .mapToObj(number -> new ArrayChunk(array, number).key())
                    .toList());
        } catch (FailureException unsupported) {
            // An array that no variable needs may have any layout; one that is needed was judged before.
            return Optional.empty();
        }
    }

    /** Why an object is not what was committed to; hands the bytes on if it is. */
    private static Optional<String> trouble(Trial trial, ObjectKey key, long most, Consumer<byte[]> reader) {
        Optional<String> hash = trial.manifest().hashOf(key);
        if (hash.isEmpty()) {
            return Optional.of(key + " is not listed");
        }
        try {
            byte[] bytes = trial.get(key, most);
            if (!ManifestVerifier.matches(hash.get(), key, bytes)) {
                return Optional.of(key + " has another hash");
            }
            reader.accept(bytes);
            return Optional.empty();
        } catch (FailureException absent) {
            return Optional.of(absent.failure().message());
        }
    }

    private static Finding sample(Trial trial) {
        List<Entry.Held> held = trial.held();
        List<SampledChunk> read = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0;
                i < trial.sample().chunks() && bytesOf(read) < trial.sample().bytes();
                i++) {
            Entry.Held variable = held.get(i % held.size());
            int chunks = ArrayChunk.count(variable.array().metadata());
            if (chunks == 0) {
                continue;
            }
            ArrayChunk chunk =
                    new ArrayChunk(variable.array(), trial.kit().random().nextInt(chunks));
            Optional<String> trouble =
                    trouble(trial, chunk.key(), variable.array().maxChunkBytes(), encoded -> {
                        read.add(SampledChunk.of(variable, chunk, encoded));
                    });
            trouble.ifPresent(wrong::add);
        }
        trial.learnedSample(read);
        return none(wrong, read.size() + " chunks, " + bytesOf(read) + " bytes", "wrong");
    }

    private static long bytesOf(List<SampledChunk> chunks) {
        return chunks.stream().mapToLong(SampledChunk::bytes).sum();
    }

    private static Finding decode(Trial trial) {
        return none(
                trial.sampled().stream()
                        .flatMap(chunk -> chunk.undecodable().stream())
                        .toList(),
                "all " + trial.sampled().size() + " do",
                "cannot be decoded");
    }

    private static Finding values(Trial trial) {
        return none(
                trial.sampled().stream()
                        .flatMap(chunk -> chunk.unusable().map(what -> chunk.key() + ": " + what).stream())
                        .toList(),
                "in all " + trial.sampled().size(),
                "not usable");
    }

    private static Finding sameMetadata(Trial trial) {
        List<String> wrong = new ArrayList<>();
        consolidated(trial).forEach((name, said) -> {
            try {
                JsonNode own = PLAIN.readTree(trial.get(ObjectKey.of(name), Caps.DEFAULT.metadataObject()));
                if (!own.equals(said)) {
                    wrong.add(name);
                }
            } catch (FailureException | IOException unreadable) {
                wrong.add(name);
            }
        });
        return none(wrong, "they do", "they do not");
    }
}
