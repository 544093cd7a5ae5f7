package fairweather.reference.provider;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.bundle.BundleWriter;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.object.ObjectTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderDataTest {
    /** What {@code demo/data} lists, with the stand-ins it declares. */
    private static final Path DEMONSTRATION = Path.of("..", "demo", "data");

    private static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    private Path directory;

    private final MadeUpSource gfs = new MadeUpSource("gfs", 1);
    private final MadeUpSource arco = new MadeUpSource("arco", 2);
    private final MadeUpSource climatology = new MadeUpSource("wb2", 3);

    private ReferenceData data(DirectorySource supplement) {
        FieldCache cache = FieldCache.open(directory.resolve("cache"));
        Providers providers = new Providers(supplement, gfs, List.of(arco), climatology);
        return ReferenceData.of("providers", providers, cache, new RememberedChoices());
    }

    private static String origin(Map<FieldKey, Found> found, FieldKey key) {
        return ((Ready) found.get(key).readiness()).provenance().source();
    }

    @Test
    void every_product_goes_to_its_provider_and_is_cached_under_it() {
        FieldKey analysis = FieldKey.analysis("10u", null, NOON);
        FieldKey forecast = FieldKey.forecast("10u", null, NOON, 24);
        FieldKey truth = FieldKey.truth("10u", null, NOON);
        FieldKey usual = FieldKey.climatology("10u", null, NOON);

        Map<FieldKey, Found> found = data(null).find(List.of(analysis, forecast, truth, usual));

        assertThat(List.of(
                        origin(found, analysis), origin(found, forecast), origin(found, truth), origin(found, usual)))
                .containsExactly("gfs", "gfs", "arco", "wb2");
        assertThat(found.get(truth).file()).exists();
        assertThat(found.get(truth).file().toString()).contains("arco");
        assertThat(data(null).cached(usual).orElseThrow().file())
                .isEqualTo(found.get(usual).file());
    }

    @Test
    void what_the_supplement_lists_comes_from_it_and_the_rest_from_the_providers() {
        FieldKey listed = FieldKey.analysis("10u", null, START);
        FieldKey unlisted = FieldKey.analysis("10u", null, NOON);

        Map<FieldKey, Found> found = data(DirectorySource.open(DEMONSTRATION)).find(List.of(listed, unlisted));

        assertThat(origin(found, listed))
                .isEqualTo(DirectorySource.open(DEMONSTRATION).id());
        assertThat(origin(found, unlisted)).isEqualTo("gfs");
        assertThat(gfs.asked()).containsExactly(unlisted);
    }

    @Test
    void a_stand_in_that_the_supplement_declares_is_looked_up_at_its_provider_and_says_so() throws IOException {
        ReferenceData data = data(declaring("""
                {"wanted": {"product": "era5"}, "stand_in": {"product": "gfs_analysis"}, "reason": "before its years"}
                """));
        FieldKey truth = FieldKey.truth("10u", null, NOON);
        FieldKey analysis = FieldKey.analysis("10u", null, NOON);

        Found found = data.find(List.of(truth)).get(truth);

        Ready ready = (Ready) found.readiness();
        assertThat(gfs.asked()).containsExactly(analysis);
        assertThat(arco.asked()).isEmpty();
        assertThat(ready.field().validTime()).isEqualTo(NOON);
        assertThat(ready.provenance().source()).isEqualTo("gfs");
        assertThat(ready.provenance().actual()).isEqualTo(analysis);
        assertThat(ready.provenance().release()).isEqualTo("ERA5T");
        assertThat(ready.provenance().substitution().reason()).isEqualTo("before its years");
        assertThat(data.substitutions()).containsExactly(ready.provenance().substitution());
        assertThat(data.cached(truth).orElseThrow().file()).isEqualTo(found.file());
        assertThat(data.unchanged(truth, ready)).isTrue();
        data.evict(truth, ready);
        assertThat(data.cached(truth)).isEmpty();
    }

    @Test
    void a_stand_in_from_a_bundle_keeps_what_the_bundle_says_of_its_provider() throws IOException {
        FieldKey truth = FieldKey.truth("10u", null, NOON);
        FieldKey analysis = FieldKey.analysis("10u", null, NOON);
        Ready bundled = gfs.field(analysis);
        declaring("""
                {"wanted": {"product": "era5"}, "stand_in": {"product": "gfs_analysis"}, "reason": "before its years"}
                """);
        BundleWriter bundle = BundleWriter.open(directory.resolve("supplement"), "own", true);
        bundle.add(analysis, bundled);
        bundle.finish();

        ReferenceData data = data(DirectorySource.open(directory.resolve("supplement")));
        Ready ready = (Ready) data.find(List.of(truth)).get(truth).readiness();

        assertThat(ready.provenance().source()).isEqualTo("own");
        assertThat(ready.provenance().substitution().reason()).isEqualTo("before its years");
        assertThat(ready.provenance().origin()).isEqualTo(bundled.provenance());
    }

    @Test
    void a_forecast_that_stands_in_for_another_bears_the_time_that_was_asked_for() throws IOException {
        ReferenceData data = data(declaring("""
                {"wanted": {"product": "gfs_forecast", "lead_hours": 12},
                 "stand_in": {"product": "gfs_forecast", "reference_time": "2026-01-02T12:00:00Z", "lead_hours": 3},
                 "reason": "no other step"}
                """));
        FieldKey wanted = FieldKey.forecast("10u", null, NOON, 12);

        Ready ready = (Ready) data.find(List.of(wanted)).get(wanted).readiness();

        assertThat(gfs.asked()).containsExactly(FieldKey.forecast("10u", null, NOON, 3));
        assertThat(ready.field().validTime()).isEqualTo(NOON.plus(Duration.ofHours(12)));
        assertThat(ready.provenance().actual().leadHours()).isEqualTo(3);
    }

    @Test
    void a_field_that_cannot_be_is_broken_and_not_cached() {
        FieldKey pressure = FieldKey.analysis("msl", null, NOON);
        ReferenceData data = data(null);

        assertThat(data.find(List.of(pressure)).get(pressure).readiness())
                .isInstanceOfSatisfying(
                        Readiness.Broken.class,
                        broken -> assertThat(broken.why()).contains("hPa and not Pa"));
        assertThat(data.cached(pressure)).isEmpty();
    }

    @Test
    void an_archive_that_is_in_trouble_is_waited_for() {
        FieldKey one = FieldKey.analysis("10u", null, NOON);
        FieldKey another = FieldKey.analysis("10v", null, NOON);
        MadeUpSource silent = new MadeUpSource("gfs", 1) {
            @Override
            public void readAll(Collection<FieldKey> keys, Receiver receiver) {
                receiver.take(one, field(one));
                throw new ObjectTrouble(ObjectTrouble.Kind.STALLED, "nothing came for 30 s");
            }
        };
        Map<FieldKey, Readiness> answers = new HashMap<>();

        new CheckedSource(silent).readAll(List.of(one, another), answers::put);

        assertThat(answers.get(one)).isInstanceOf(Ready.class);
        assertThat(answers.get(another)).isEqualTo(new Readiness.NotYet("nothing came for 30 s"));
    }

    @Test
    void a_single_source_is_a_whole_of_its_own() {
        DirectorySource source = DirectorySource.open(DEMONSTRATION);
        FieldCache cache = FieldCache.open(directory.resolve("cache"));
        ReferenceData data = ReferenceData.of("demo", source, source.closed(), cache);
        FieldKey truth = FieldKey.truth("10u", null, START.plus(Duration.ofHours(24)));

        Found found = data.find(List.of(truth)).get(truth);

        assertThat(data.closed()).isTrue();
        assertThat(((Ready) found.readiness()).provenance().substitution()).isNotNull();
        assertThat(found.file()).isEqualTo(cache.file(truth, source.id()));
        assertThat(data.cached(truth)).isPresent();
    }

    private DirectorySource declaring(String substitution) throws IOException {
        Path supplement = Files.createDirectories(directory.resolve("supplement"));
        Files.writeString(supplement.resolve("index.json"), """
                {"format": "fairweather-reference-directory/1", "name": "own", "closed": true,
                 "substitutions": [%s], "files": []}
                """.formatted(substitution));
        return DirectorySource.open(supplement);
    }
}
