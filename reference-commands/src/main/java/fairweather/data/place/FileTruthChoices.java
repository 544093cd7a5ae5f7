package fairweather.data.place;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.file.WholeFile;
import fairweather.reference.provider.TruthChoices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Choices in a JSON file beside the cache, for commands that have no database: a truth that was fetched today is found
 * tomorrow, also where nobody can be asked. Of two commands that choose at one moment the last one's file stays; both
 * truths are whole.
 */
final class FileTruthChoices implements TruthChoices {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;

    FileTruthChoices(Path file) {
        this.file = file;
    }

    @Override
    public synchronized Optional<String> chosen(String source, Instant validTime) {
        return Optional.ofNullable(read().get(name(source, validTime)));
    }

    @Override
    public synchronized String choose(String source, Instant validTime, String provider) {
        SortedMap<String, String> choices = read();
        String earlier = choices.putIfAbsent(name(source, validTime), provider);
        if (earlier != null) {
            return earlier;
        }
        try {
            WholeFile.write(file, JSON.writeValueAsBytes(choices));
        } catch (IOException disk) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "cannot keep which provider's truth was taken", disk);
        }
        return provider;
    }

    private static String name(String source, Instant validTime) {
        return source + " " + validTime;
    }

    private SortedMap<String, String> read() {
        try {
            return JSON.readValue(Files.readAllBytes(file), new TypeReference<TreeMap<String, String>>() {});
        } catch (NoSuchFileException none) {
            return new TreeMap<>();
        } catch (JsonProcessingException spoilt) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    file.getFileName() + " is spoilt: remove it, and truth is chosen anew",
                    spoilt);
        } catch (IOException disk) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, file.getFileName() + " cannot be read", disk);
        }
    }
}
