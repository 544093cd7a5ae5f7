package fairweather.reference.cache;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.FieldKey;
import fairweather.reference.ReferenceSource;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where things lie in the cache's directory. */
final class Layout {
    /**
     * Version of the mapping from what providers publish to canonical fields. It is raised when a unit, a sign or a
     * grid comes out differently: what was fetched before is then as if it were not there.
     */
    static final int MAPPING = 1;

    private static final String LEASES = "leases";
    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,9})");

    private final Path root;
    private final Path fields;

    private Layout(Path root, int mapping) {
        this.root = root;
        this.fields = root.resolve("v" + mapping);
    }

    /** Makes what is missing. */
    static Layout make(Path root, int mapping) throws IOException {
        Layout layout = new Layout(root, mapping);
        for (Path directory : List.of(root, layout.fields, layout.leases(), layout.quarantine())) {
            WholeFile.directories(directory);
        }
        return layout;
    }

    static boolean isIn(Path root) {
        return Files.isDirectory(root.resolve(LEASES));
    }

    Path leases() {
        return root.resolve(LEASES);
    }

    Path quarantine() {
        return root.resolve("quarantine");
    }

    /** @throws FailureException if a source has a name that could lead out of the cache */
    Path source(String id) {
        if (!ReferenceSource.ID_FORM.matcher(id).matches()) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "a source's name is of letters, digits and dashes, not \"" + id + "\"");
        }
        return fields.resolve(id);
    }

    Path file(FieldKey key, String sourceId) {
        return source(sourceId).resolve(key.fileName() + FieldFile.SUFFIX);
    }

    /** Below which all fields lie. */
    Path fields() {
        return fields;
    }

    /** The files of fields by source; what ends otherwise is not among them. */
    Map<String, List<Path>> files() throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        for (Path source : directories(fields)) {
            files.put(source.getFileName().toString(), listed(source, FieldFile.SUFFIX));
        }
        return files;
    }

    /** Size of the files of fields. */
    long bytes() throws IOException {
        long bytes = 0;
        for (List<Path> source : files().values()) {
            for (Path file : source) {
                bytes += size(file);
            }
        }
        return bytes;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException removed) {
            return 0;
        }
    }

    /** The files that writers have not finished. */
    List<Path> partials() throws IOException {
        List<Path> partials = new ArrayList<>();
        List<Path> places = new ArrayList<>(directories(fields));
        places.addAll(List.of(leases(), quarantine()));
        for (Path place : places) {
            partials.addAll(listed(place, WholeFile.PARTIAL));
        }
        return partials;
    }

    /** What is in quarantine, newest first. */
    List<PutAside> putAside() throws IOException {
        List<PutAside> all = new ArrayList<>();
        for (Path file : listed(quarantine(), FieldFile.SUFFIX).reversed()) {
            all.add(new PutAside(file.getFileName().toString(), Quarantine.reason(file)));
        }
        return all;
    }

    /** The files of earlier versions of the mapping and of the time before there were versions. */
    List<Path> outdated() throws IOException {
        List<Path> outdated = new ArrayList<>();
        for (Path directory : directories(root)) {
            if (isOlder(directory.getFileName().toString())) {
                try (Stream<Path> all = Files.walk(directory, 2)) {
                    all.filter(Layout::isOfACache).forEach(outdated::add);
                }
            }
        }
        return outdated;
    }

    private boolean isOlder(String name) {
        Matcher version = VERSION.matcher(name);
        if (version.matches()) {
            int own = Integer.parseInt(fields.getFileName().toString().substring(1));
            return Integer.parseInt(version.group(1)) < own;
        }
        Path directory = root.resolve(name);
        return ReferenceSource.ID_FORM.matcher(name).matches()
                && !directory.equals(leases())
                && !directory.equals(quarantine());
    }

    private static boolean isOfACache(Path file) {
        return Files.isRegularFile(file)
                && (file.toString().endsWith(FieldFile.SUFFIX)
                        || file.toString().endsWith(WholeFile.PARTIAL));
    }

    private static List<Path> directories(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** What lies in a directory and ends so, by name. */
    static List<Path> listed(Path directory, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
