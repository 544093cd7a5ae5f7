package fairweather.reference.provider;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.provider.EffectiveSetting.Origin;
import fairweather.reference.provider.ReferenceSettings.ProviderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceSettingsTest {
    @Test
    void every_default_is_the_documented_one() {
        ReferenceSettings settings = Settings.of(Map.of());

        assertThat(settings.directories()).isEmpty();
        assertThat(settings.temporary()).isEmpty();
        ProviderSettings builtIn = settings.providers().get(ReferenceSettings.BUILT_IN);
        assertThat(builtIn.supplement()).isEmpty();
        assertThat(builtIn.truth()).containsExactly("arco", "cds");
        assertThat(builtIn.gfs().mirrors()).containsExactly("aws", "gcs", "nomads", "azure");
        assertThat(builtIn.gfs().bases()).isEmpty();
        assertThat(builtIn.gfs().resolution()).isEqualTo("0p25");
        assertThat(builtIn.gfs().fewestLines()).isEqualTo(10);
        assertThat(builtIn.arco().base())
                .isEqualTo("gs://gcp-public-data-arco-era5/ar/full_37-1h-0p25deg-chunk-1.zarr-v3");
        assertThat(builtIn.cds().keyFile()).isEmpty();
        assertThat(builtIn.climatology().base())
                .isEqualTo("gs://weatherbench2/datasets/era5-hourly-climatology/1990-2019_6h_1440x721.zarr");
        assertThat(settings.http().parallel()).isEqualTo(4);
        assertThat(settings.http().pace()).isEqualTo(20);
        assertThat(settings.http().burst()).isEqualTo(40);
        assertThat(settings.http().backoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.http().connect()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.http().stall()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.http().attempts()).isEqualTo(5);
        assertThat(settings.http().contact()).isEmpty();
        assertThat(settings.http().headers()).isEmpty();
        assertThat(settings.http().allowPlain()).isFalse();
        assertThat(settings.cache().maxGib()).isEqualTo(60);
        assertThat(settings.cache().climatologyGib()).isZero();
        assertThat(settings.cache().gfsDays()).isEqualTo(7);
        assertThat(settings.cache().era5Days()).isEqualTo(30);
        assertThat(settings.cache().sweep()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_set_of_providers_differs_from_the_built_in_one_by_what_is_set() {
        ReferenceSettings settings = Settings.of(Map.of(
                "fairweather.reference.directories.demo", "demo/data",
                "fairweather.reference.providers.near.truth", "cds",
                "fairweather.reference.providers.near.gfs.mirrors", "near,aws",
                "fairweather.reference.providers.near.gfs.bases.near", "file:///archive/gfs",
                "fairweather.reference.providers.near.supplement", "supplement"));

        assertThat(settings.directories()).containsExactly(Map.entry("demo", Path.of("demo/data")));
        ProviderSettings near = settings.providers().get("near");
        assertThat(near.truth()).containsExactly("cds");
        assertThat(near.gfs().mirrors()).containsExactly("near", "aws");
        assertThat(near.gfs().bases()).containsExactly(Map.entry("near", "file:///archive/gfs"));
        assertThat(near.gfs().resolution()).isEqualTo("0p25");
        assertThat(near.supplement()).contains(Path.of("supplement"));
        assertThat(settings.providers().get("providers").truth()).containsExactly("arco", "cds");
    }

    @Test
    void the_environment_goes_before_the_file_and_the_defaults_come_last() {
        Map<String, String> properties =
                Map.of("fairweather.reference.http.pace", "3", "fairweather.reference.http.burst", "7");
        Map<String, String> environment = Map.of(
                "FAIRWEATHER_REFERENCE_HTTP_PACE", "5", "FAIRWEATHER_REFERENCE_PROVIDERS_PROVIDERS_TRUTH", "cds");

        ReferenceSettings settings = Settings.of(properties, environment);
        assertThat(settings.http().pace()).isEqualTo(5);
        assertThat(settings.http().burst()).isEqualTo(7);
        assertThat(settings.providers().get("providers").truth()).containsExactly("cds");

        assertThat(Settings.effective(properties, environment))
                .contains(
                        new EffectiveSetting("fairweather.reference.http.pace", "5", Origin.ENVIRONMENT),
                        new EffectiveSetting("fairweather.reference.http.burst", "7", Origin.FILE),
                        new EffectiveSetting("fairweather.reference.http.stall", "30s", Origin.DEFAULT),
                        new EffectiveSetting(
                                "fairweather.reference.providers.providers.gfs.mirrors",
                                "aws,gcs,nomads,azure",
                                Origin.DEFAULT));
    }

    @Test
    void an_address_is_shown_without_what_it_may_hold_of_secrets() {
        String key = "fairweather.reference.providers.providers.arco.base";

        assertThat(Settings.effective(Map.of(key, "https://me:pass@host/store?sig=abc"), Map.of()))
                .contains(new EffectiveSetting(key, "https://***@host/store?***", Origin.FILE));
    }
}
