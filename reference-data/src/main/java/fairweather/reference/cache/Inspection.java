package fairweather.reference.cache;

import fairweather.reference.FieldKey;
import fairweather.reference.Product;
import fairweather.reference.file.FieldFile;
import fairweather.reference.file.StoredField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at what is in the cache, for an operator. */
final class Inspection {
    private final Layout layout;
    private final Shelf shelf;

    Inspection(Layout layout, Shelf shelf) {
        this.layout = layout;
        this.shelf = shelf;
    }

    /** Reads every file whole. */
    List<Verdict> verify(boolean putAside) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Map.Entry<String, List<Path>> source : layout.files().entrySet()) {
            for (Path file : source.getValue()) {
                verify(source.getKey(), file, putAside).ifPresent(verdicts::add);
            }
        }
        return verdicts;
    }

    private Optional<Verdict> verify(String source, Path file, boolean putAside) throws IOException {
        String fault;
        try {
            Optional<StoredField> stored = FieldFile.decode(ByteBuffer.wrap(Files.readAllBytes(file)));
            boolean named = stored.filter(field ->
                            nameOf(field.key()).equals(file.getFileName().toString()))
                    .isPresent();
            fault = stored.isPresent() && !named
                    ? "the file holds the " + stored.get().key().describe() + ", which its name does not say"
                    : Shelf.fault(stored.map(StoredField::key).orElse(null), stored, false);
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        }
        if (fault != null && putAside) {
            shelf.putAside(file, source, fault);
        }
        return Optional.of(new Verdict(source, file, fault));
    }

    private static String nameOf(FieldKey key) {
        return key.fileName() + FieldFile.SUFFIX;
    }

    /** By source and product. */
    static List<Holding> holdings(Collection<CachedField> fields) {
        record Group(String source, Product product) {}
        return fields.stream()
                .collect(Collectors.groupingBy(
                        field -> new Group(field.source(), field.key().product())))
                .entrySet()
                .stream()
                .map(group -> holding(group.getKey().source(), group.getKey().product(), group.getValue()))
                .sorted(Comparator.comparing(Holding::source).thenComparing(Holding::product))
                .toList();
    }

    private static Holding holding(String source, Product product, List<CachedField> fields) {
        List<Instant> times =
                fields.stream().map(field -> field.key().validTime()).sorted().toList();
        long bytes = fields.stream().mapToLong(CachedField::bytes).sum();
        return new Holding(source, product, fields.size(), bytes, times.getFirst(), times.getLast());
    }
}
