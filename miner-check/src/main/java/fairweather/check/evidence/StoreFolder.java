package fairweather.check.evidence;

import fairweather.check.evidence.StoreProblem.Kind;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FileHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The regular files of a directory that somebody else has made, by the keys that they would have in a store. Links are
 * not followed, nothing else than a regular file is opened, and no file is held in memory.
 */
final class StoreFolder {
    private final SortedMap<ObjectKey, Path> files = new TreeMap<>();
    private final List<StoreProblem> problems = new ArrayList<>();
    private final Map<String, ObjectKey> lowerCased = new HashMap<>();
    private final Path root;
    private final int mostFiles;

    private StoreFolder(Path root, int mostFiles) {
        this.root = root;
        this.mostFiles = mostFiles;
    }

    /** @throws IOException if it is no directory that can be read, or has more files than that */
    static StoreFolder read(Path directory, int mostFiles) throws IOException {
        StoreFolder folder = new StoreFolder(directory.toRealPath(), mostFiles);
        Files.walkFileTree(folder.root, folder.new Visitor());
        return folder;
    }

    SortedMap<ObjectKey, Path> files() {
        return files;
    }

    List<StoreProblem> problems() {
        return problems;
    }

    /** At most so many bytes, or IOException. */
    byte[] bytes(ObjectKey key, int most) throws IOException {
        Path file = files.get(key);
        if (file == null) {
            throw new IOException("there is no file " + key);
        }
        try (InputStream stream = open(file)) {
            byte[] bytes = stream.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(key + " is larger than " + most + " bytes");
            }
            return bytes;
        }
    }

    /** The hash that a manifest would list for the file. */
    String fileHash(ObjectKey key) throws IOException {
        try (InputStream stream = open(files.get(key))) {
            return FileHash.of(key, stream);
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            if (attributes.isSymbolicLink()) {
                problems.add(new StoreProblem(Kind.LINK, name));
            } else if (!attributes.isRegularFile()) {
                problems.add(new StoreProblem(Kind.NO_FILE, name));
            } else if (!ObjectKey.isValid(name)) {
                problems.add(new StoreProblem(Kind.BAD_NAME, name));
            } else {
                add(ObjectKey.of(name), file);
            }
            if (files.size() + problems.size() > mostFiles) {
                throw new IOException("the directory has more than " + mostFiles + " files");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            problems.add(new StoreProblem(Kind.UNREADABLE, name(file)));
            return FileVisitResult.CONTINUE;
        }

        private void add(ObjectKey key, Path file) {
            files.put(key, file);
            ObjectKey other = lowerCased.putIfAbsent(key.value().toLowerCase(Locale.ROOT), key);
            if (other != null) {
                problems.add(new StoreProblem(Kind.SAME_BUT_CASE, key + " and " + other));
            }
        }

        private String name(Path file) {
            StringJoiner name = new StringJoiner("/");
            root.relativize(file).forEach(segment -> name.add(segment.toString()));
            return name.toString();
        }
    }
}
