package fairweather.reference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.FailureException;
import fairweather.hash.Sha256;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Grid;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.Substitution;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.directory.DirectorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {
    private static final Instant TIME = Instant.parse("2025-01-02T00:00:00Z");
    private static final FieldKey TRUTH = FieldKey.truth("t", 500, TIME);
    private static final FieldKey FORECAST = FieldKey.forecast("10u", null, TIME, 24);
    private static final FieldKey CLIMATOLOGY = FieldKey.climatology("2t", null, TIME);

    @TempDir
    private Path directory;

    private static Ready field(FieldKey key, float first, Provenance provenance) {
        float[] values = {first, Float.NaN, -0.0f, 3, 4, 5};
        Field field = new Field(key.variable(), key.level(), key.validTime(), Grid.global(2, 3), values);
        return new Ready(field, field.sha256(), provenance);
    }

    private static Ready field(FieldKey key, float first) {
        return field(key, first, new Provenance("arco", "t/0.0", "ab", "\"e\"", "10-19", "ERA5T", key, null));
    }

    /** A bundle of what is given, from its beginning to its end. */
    private static void write(Path directory, String name, boolean closed, Map<FieldKey, Ready> fields) {
        BundleWriter writer = BundleWriter.open(directory, name, closed);
        fields.forEach(writer::add);
        writer.finish();
    }

    private static Ready read(Path bundle, FieldKey key) {
        return (Ready) DirectorySource.open(bundle).read(key);
    }

    @Test
    void a_bundle_gives_the_fields_bit_for_bit_and_says_where_they_lie_and_where_they_come_from() throws IOException {
        Map<FieldKey, Ready> fields =
                Map.of(TRUTH, field(TRUTH, 1), FORECAST, field(FORECAST, 2), CLIMATOLOGY, field(CLIMATOLOGY, 3));
        write(directory, "january", true, fields);

        for (FieldKey key : fields.keySet()) {
            Ready found = read(directory, key);
            assertThat(found.field().payload())
                    .isEqualTo(fields.get(key).field().payload());
            assertThat(found.field().grid()).isEqualTo(Grid.global(2, 3));
            assertThat(found.field().validTime()).isEqualTo(key.validTime());
            assertThat(found.sha256()).isEqualTo(fields.get(key).sha256());
        }
        Provenance provenance = read(directory, TRUTH).provenance();
        String file = "fields/era5-t-500hPa-20250102T0000.field";
        assertThat(provenance.source()).isEqualTo("january");
        assertThat(provenance.file()).isEqualTo(file);
        assertThat(provenance.fileSha256()).isEqualTo(Sha256.hex(Files.readAllBytes(directory.resolve(file))));
        assertThat(provenance.release()).isEqualTo("ERA5T");
        assertThat(provenance.origin()).isEqualTo(fields.get(TRUTH).provenance());
        assertThat(DirectorySource.open(directory).current(TRUTH, provenance)).isTrue();
    }

    @Test
    void what_is_not_in_a_closed_bundle_is_gone_and_what_is_not_in_an_open_one_may_still_come() {
        write(directory, "january", true, Map.of(TRUTH, field(TRUTH, 1)));
        assertThat(DirectorySource.open(directory).read(FORECAST)).isInstanceOf(Readiness.Gone.class);
        write(directory, "january", false, Map.of());
        assertThat(DirectorySource.open(directory).read(FORECAST)).isInstanceOf(Readiness.NotYet.class);
        assertThat(read(directory, TRUTH).sha256()).isEqualTo(field(TRUTH, 1).sha256());
    }

    @Test
    void a_bundle_that_is_filled_from_a_cache_has_the_same_bytes_and_the_same_origin() throws IOException {
        Path bundle = directory.resolve("bundle");
        FieldCache cache = FieldCache.open(directory.resolve("cache"));
        write(directory.resolve("first"), "first", true, Map.of(TRUTH, field(TRUTH, 1)));
        cache.fetch(TRUTH, DirectorySource.open(directory.resolve("first")));

        BundleWriter writer = BundleWriter.open(bundle, "second", true);
        writer.add(TRUTH, cache.find(TRUTH, "first").orElseThrow());
        writer.finish();

        Path cached = cache.file(TRUTH, "first");
        assertThat(bundle.resolve("fields").resolve(cached.getFileName())).hasSameBinaryContentAs(cached);
        Ready found = read(bundle, TRUTH);
        assertThat(found.field().payload()).isEqualTo(field(TRUTH, 1).field().payload());
        assertThat(found.provenance().source()).isEqualTo("second");
        assertThat(found.provenance().origin()).isEqualTo(field(TRUTH, 1).provenance());
    }

    @Test
    void adding_again_keeps_what_is_there_and_refuses_other_values_for_the_same_key() throws IOException {
        write(directory, "january", true, Map.of(TRUTH, field(TRUTH, 1)));
        byte[] index = Files.readAllBytes(directory.resolve("index.json"));
        Ready elsewhere = field(TRUTH, 1, new Provenance("cds", "other", "cd", TRUTH, null));
        write(directory, "january", true, Map.of(TRUTH, elsewhere));
        assertThat(directory.resolve("index.json")).hasBinaryContent(index);

        write(directory, "january", true, Map.of(FORECAST, field(FORECAST, 2)));
        assertThat(read(directory, TRUTH).provenance().origin().source()).isEqualTo("arco");
        assertThat(read(directory, FORECAST).field().value(0, 0)).isEqualTo(2f);

        Map<FieldKey, Ready> other = Map.of(TRUTH, field(TRUTH, 7));
        assertThatThrownBy(() -> write(directory, "january", true, other))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("the bundle has a era5 of t at 500 hPa at 2025-01-02T0000Z of other values");
        assertThatThrownBy(() -> BundleWriter.open(directory, "february", true))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("the directory is the bundle \"january\", not \"february\"");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(3);
        }
    }

    @Test
    void nothing_counts_before_the_end_and_a_spoilt_file_is_written_again() throws IOException {
        BundleWriter unfinished = BundleWriter.open(directory, "january", true);
        unfinished.add(TRUTH, field(TRUTH, 1));
        assertThatThrownBy(() -> DirectorySource.open(directory)).isInstanceOf(FailureException.class);

        Path file = directory.resolve("fields/era5-t-500hPa-20250102T0000.field");
        byte[] spoilt = Files.readAllBytes(file);
        spoilt[spoilt.length - 1] ^= 1;
        Files.write(file, spoilt);
        Files.writeString(file.resolveSibling(file.getFileName() + ".partial"), "of a writer that was killed");
        write(directory, "january", true, Map.of(TRUTH, field(TRUTH, 1)));
        assertThat(read(directory, TRUTH).field().payload())
                .isEqualTo(field(TRUTH, 1).field().payload());
    }

    @Test
    void what_stood_in_is_declared_in_the_index_and_not_believed_without() throws IOException {
        Substitution substitution = new Substitution(
                new Substitution.Wanted(Product.ERA5, null, null, TIME, null),
                new Substitution.StandIn(Product.GFS_ANALYSIS, null, null),
                "a test");
        FieldKey actual = FieldKey.analysis("t", 500, TIME);
        Provenance provenance = new Provenance("demo", "gfs", "ab", actual, substitution);
        write(directory, "january", true, Map.of(TRUTH, field(TRUTH, 1, provenance)));

        assertThat(DirectorySource.open(directory).substitutions()).containsExactly(substitution);
        assertThat(read(directory, TRUTH).provenance().actual()).isEqualTo(actual);
        assertThat(read(directory, TRUTH).provenance().substitution()).isEqualTo(substitution);

        Path index = directory.resolve("index.json");
        Files.writeString(index, Files.readString(index).replace("\"a test\"", "\"another test\""));
        assertThat(DirectorySource.open(directory).read(TRUTH))
                .isInstanceOfSatisfying(
                        Readiness.Gone.class,
                        gone -> assertThat(gone.why()).contains("by a substitution that the index does not declare"));
    }

    @Test
    void a_listed_file_that_holds_another_field_is_not_given() throws IOException {
        write(directory, "january", true, Map.of(TRUTH, field(TRUTH, 1)));
        Path index = directory.resolve("index.json");
        Files.writeString(index, Files.readString(index).replace("\"level\" : 500", "\"level\" : 850"));
        assertThat(DirectorySource.open(directory).read(FieldKey.truth("t", 850, TIME)))
                .isInstanceOfSatisfying(
                        Readiness.Gone.class,
                        gone -> assertThat(gone.why()).contains("not a whole field file of the era5 of t at 850 hPa"));
    }
}
