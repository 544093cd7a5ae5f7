package fairweather.reference.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.hash.Sha256;
import fairweather.reference.cds.CdsDownload.Spoilt;
import fairweather.reference.object.HttpSettings;
import fairweather.reference.object.ObjectStores;
import fairweather.reference.object.Timing;
import fairweather.reference.object.Transfers;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdsDownloadTest {
    private static final byte[] RESULT = new byte[CdsPatience.PIECE_BYTES + 1000];
    private static final URI HREF = URI.create("https://store.example.org/cache/result.grib");

    @TempDir
    private Path directory;

    private final AtomicInteger pieces = new AtomicInteger();

    private Path download(CdsAsset asset) throws IOException {
        Files.write(directory.resolve("result.grib"), RESULT);
        Path file = directory.resolve("here");
        try (ObjectStores stores = new ObjectStores(
                        HttpSettings.DEFAULT, Timing.real(InstantSource.system()), new Random(1), Transfers.UNHEARD);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            CdsDownload download = new CdsDownload(base -> stores.open(directory.toString()), false);
            download.to(channel, asset, pieces::incrementAndGet);
        }
        return file;
    }

    private static CdsAsset asset(String checksum) {
        return new CdsAsset(HREF, RESULT.length, "application/x-grib", checksum);
    }

    @Test
    void a_result_comes_in_pieces_after_each_of_which_the_caller_is_told() throws IOException {
        assertThat(download(asset(null))).hasBinaryContent(RESULT);
        assertThat(pieces).hasValue(2);
    }

    @Test
    void a_checksum_is_held_against_the_bytes_where_its_function_is_known() throws IOException {
        assertThat(download(asset("1220" + Sha256.hex(RESULT)))).exists();
        Files.delete(directory.resolve("here"));

        assertThatThrownBy(() -> download(asset("1220" + Sha256.hex(new byte[0]))))
                .isInstanceOf(Spoilt.class)
                .hasMessage("the result does not have the announced checksum");
        Files.delete(directory.resolve("here"));
        assertThatThrownBy(() -> download(asset("d50110" + "0".repeat(32)))).isInstanceOf(Spoilt.class);
    }

    @Test
    void a_fingerprint_of_the_providers_store_proves_nothing() throws IOException {
        assertThat(download(asset("9e107d9d372bb6826bd81d3542a419d6"))).exists();
    }

    @Test
    void a_result_of_another_length_than_announced_is_spoilt() {
        CdsAsset shorter = new CdsAsset(HREF, RESULT.length - 1, "application/x-grib", null);

        assertThatThrownBy(() -> download(shorter))
                .isInstanceOf(Spoilt.class)
                .hasMessage("the result has " + RESULT.length + " bytes instead of the announced " + shorter.bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "http://store.example.org/cache/result.grib, 1000, not allowed",
        "file:///etc/passwd, 1000, not allowed",
        "https://user:word@store.example.org/result.grib, 1000, not allowed",
        "https://store.example.org/result.grib?token=1, 1000, not allowed",
        "https://store.example.org/result.grib, 0, said to have 0 bytes",
        "https://store.example.org/result.grib, 99999999999, said to have 99999999999 bytes",
    })
    void an_address_or_a_size_that_is_not_allowed_is_not_even_tried(String href, long bytes, String told) {
        CdsAsset asset = new CdsAsset(URI.create(href), bytes, "application/x-grib", null);

        assertThatThrownBy(() -> download(asset)).isInstanceOf(Spoilt.class).hasMessageContaining(told);
        assertThat(pieces).hasValue(0);
    }
}
