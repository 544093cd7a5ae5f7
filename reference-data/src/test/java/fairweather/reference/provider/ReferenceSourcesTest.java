package fairweather.reference.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.cache.FieldCache;
import fairweather.reference.object.Transfers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceSourcesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T18:00:00Z");

    @TempDir
    private Path directory;

    private ReferenceSources open(Map<String, String> changes) throws IOException {
        return open(changes, Map.of());
    }

    private ReferenceSources open(Map<String, String> changes, Map<String, String> environment) throws IOException {
        Surroundings around = new Surroundings(
                FieldCache.open(directory.resolve("cache")),
                new RememberedChoices(),
                null,
                Transfers.UNHEARD,
                InstantSource.fixed(NOW),
                new Random(1),
                "1.0",
                environment);
        return ReferenceSources.open(Settings.of(changes), around);
    }

    /** All providers in empty directories. */
    private Map<String, String> local(String name) {
        String set = "fairweather.reference.providers." + name + ".";
        Map<String, String> settings = new HashMap<>();
        settings.put(set + "gfs.mirrors", "near");
        settings.put(set + "gfs.bases.near", directory.resolve("gfs").toUri().toString());
        settings.put(set + "arco.base", directory.resolve("arco").toUri().toString());
        settings.put(
                set + "climatology.base",
                directory.resolve("climatology").toUri().toString());
        return settings;
    }

    @Test
    void without_any_setting_the_providers_are_there_and_nobody_is_asked() throws IOException {
        try (ReferenceSources sources = open(Map.of())) {
            assertThat(sources.all()).extracting(ReferenceData::name).containsExactly("providers");
            assertThat(sources.problem()).isEmpty();
        }
    }

    @Test
    void directories_and_sets_of_providers_stand_beside_each_other() throws IOException {
        Map<String, String> settings = local("near");
        settings.put(
                "fairweather.reference.directories.demo",
                Path.of("..", "demo", "data").toString());
        try (ReferenceSources sources = open(settings)) {
            assertThat(sources.all()).extracting(ReferenceData::name).containsExactly("demo", "near", "providers");
            assertThat(sources.named("demo").orElseThrow().closed()).isTrue();
            assertThat(sources.named("other")).isEmpty();
        }
    }

    @Test
    void archives_without_what_is_asked_for_are_waited_for_and_named() throws IOException {
        try (ReferenceSources sources = open(local("near"))) {
            ReferenceData near = sources.named("near").orElseThrow();
            List<FieldKey> keys = List.of(
                    FieldKey.analysis("10u", null, Instant.parse("2026-01-02T12:00:00Z")),
                    FieldKey.truth("10u", null, Instant.parse("2026-01-02T12:00:00Z")),
                    FieldKey.climatology("10u", null, Instant.parse("2026-01-02T12:00:00Z")));

            assertThat(near.find(keys).values())
                    .allSatisfy(found -> assertThat(found.readiness()).isInstanceOf(Readiness.NotYet.class));
        }
    }

    @Test
    void the_climate_data_store_is_asked_only_with_a_key() throws IOException {
        try (ReferenceSources sources = open(local("near"), Map.of("CDSAPI_KEY", "12345678-abcd"))) {
            assertThat(sources.problem()).isEmpty();
        }
    }

    @Test
    void a_name_that_nobody_knows_is_refused_with_a_sentence() {
        assertThatThrownBy(() -> open(Map.of("fairweather.reference.providers.near.truth", "arcade")))
                .hasMessage("no provider of truth is called \"arcade\"");
        assertThatThrownBy(() -> open(Map.of("fairweather.reference.providers.near.gfs.mirrors", "mars")))
                .hasMessage("the mirror \"mars\" of the GFS has no base address");
        assertThatThrownBy(() -> open(Map.of(
                        "fairweather.reference.directories.providers",
                        Path.of("..", "demo", "data").toString())))
                .hasMessage("two reference sources are called \"providers\"");
        assertThatThrownBy(() -> open(Map.of("fairweather.reference.providers.near.arco.base", "http://archive/era5")))
                .hasMessageContaining("http:// addresses are not allowed here");
    }

    @Test
    void an_address_that_cannot_be_read_is_refused_without_repeating_it() {
        assertThatThrownBy(() -> open(Map.of(
                        "fairweather.reference.providers.near.arco.base", "https://me:pass word@archive.example/era5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("pass");
    }

    @Test
    void secret_headers_are_found_by_the_name_of_a_host_or_of_a_bucket() {
        for (String base : List.of("https://archive.example/era5", "gs://archive_example/era5")) {
            String name = base.startsWith("gs") ? "archive_example" : "archive.example";
            assertThatThrownBy(() -> open(Map.of(
                            "fairweather.reference.providers.near.arco.base",
                            base,
                            "fairweather.reference.http.headers.\"" + name + "\"",
                            directory.resolve("absent").toString())))
                    .hasMessageContaining("the file of headers");
        }
    }
}
