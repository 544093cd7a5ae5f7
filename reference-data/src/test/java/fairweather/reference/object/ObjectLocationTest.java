package fairweather.reference.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.reference.object.ObjectLocation.Directory;
import fairweather.reference.object.ObjectLocation.Web;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectLocationTest {
    @ParameterizedTest
    @CsvSource({
        "https://host/path, https://host/path",
        "https://HOST:443/path/, https://host/path",
        "HTTPS://host:8443, https://host:8443",
        "http://127.0.0.1:80/, http://127.0.0.1",
        "https://host/some%20path, https://host/some%20path",
        "https://[::1]:8443/x, https://[::1]:8443/x",
        "s3://noaa-gfs-bdp-pds, https://noaa-gfs-bdp-pds.s3.amazonaws.com",
        "s3://noaa-gfs-bdp-pds/, https://noaa-gfs-bdp-pds.s3.amazonaws.com",
        "s3://bucket/a/b/, https://bucket.s3.amazonaws.com/a/b",
        "s3://bucket/a b+c%20, https://bucket.s3.amazonaws.com/a%20b%2Bc%2520",
        "s3://bucket/a?region=eu-central-1, https://bucket.s3.eu-central-1.amazonaws.com/a",
        "s3://my.bucket/a, https://s3.amazonaws.com/my.bucket/a",
        "s3://my.bucket/a?region=eu-central-1, https://s3.eu-central-1.amazonaws.com/my.bucket/a",
        "s3://my_bucket/a, https://s3.amazonaws.com/my_bucket/a",
        "s3://bucket/a?endpoint=https://store.example:9000, https://store.example:9000/bucket/a",
        "gs://gcp-public-data-arco-era5/ar/x.zarr-v3, https://storage.googleapis.com/gcp-public-data-arco-era5/ar/x.zarr-v3",
        "gs://weatherbench2/datasets/era5-hourly-climatology/1990-2019_6h_1440x721.zarr/, https://storage.googleapis.com/weatherbench2/datasets/era5-hourly-climatology/1990-2019_6h_1440x721.zarr"
    })
    void every_scheme_has_its_place_on_the_web(String text, String base) {
        assertThat(ObjectLocation.parse(text))
                .isInstanceOfSatisfying(Web.class, web -> assertThat(web.base()).hasToString(base));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///data/gfs, /data/gfs",
        "/data/gfs, /data/gfs",
        "data/gfs, data/gfs",
        "file:///a%20b, /a b",
        "./a:b, ./a:b"
    })
    void a_directory_is_named_by_address_or_by_path(String text, Path path) {
        assertThat(ObjectLocation.parse(text)).isEqualTo(new Directory(path));
    }

    @Test
    void what_is_shown_is_what_was_configured_without_options() {
        assertThat(ObjectLocation.parse("s3://bucket/a/?region=eu-central-1").describe())
                .isEqualTo("s3://bucket/a");
    }

    @Test
    void denied_means_absent_only_where_it_is_said() {
        assertThat(((Web) ObjectLocation.parse("s3://bucket/a?absent=403")).deniedIsAbsent())
                .isTrue();
        assertThat(((Web) ObjectLocation.parse("s3://bucket/a")).deniedIsAbsent())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ftp://host/hunter2",
                "file:hunter2",
                "file:/data",
                "file://host/data",
                "file:///data?hunter2",
                "https:///path",
                "https:host",
                "https://host:65536/hunter2",
                "https://user:hunter2@host/path",
                "https://hunter2@host",
                "https://host/path?sig=hunter2",
                "https://host/path#hunter2",
                "https://host/a/../b",
                "https://host/a/%2e%2e/b",
                "https://host/a%5cb",
                "https://host/a%0ab",
                "https://host/ hunter2",
                "s3://user:hunter2@bucket/a",
                "s3://bucket@host/a",
                "s3://b",
                "s3://bucket/../a",
                "s3://bucket/a//b",
                "s3://bucket/a?key=hunter2",
                "s3://bucket/a?region=hunter2.example.org/",
                "s3://bucket/a?endpoint=hunter2",
                "s3://my_bucket/a, https://s3.amazonaws.com/my_bucket/a",
                "s3://bucket/a?endpoint=https://u:hunter2@host",
                "s3://bucket/a?endpoint=s3://hunter2",
                "s3://bucket/a?region=eu-west-1&endpoint=https://host",
                "s3://bucket/a?absent=200",
                "/a\u0000hunter2",
                "s3://bucket/a#hunter2",
                "gs://bucket/a?region=eu",
                "gs:///a"
            })
    void what_is_no_base_address_is_refused_without_repeating_it(String text) {
        assertThatThrownBy(() -> ObjectLocation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void plain_http_is_for_those_who_allow_it() {
        try (ObjectStores careful =
                new ObjectStores(HttpSettings.DEFAULT, new OwnTime(), new Random(1), Transfers.UNHEARD)) {
            assertThatThrownBy(() -> careful.open("http://host/path"))
                    .hasMessage("http:// addresses are not allowed here: http://host");
            assertThatThrownBy(() -> careful.open("s3://bucket?endpoint=http://host"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
