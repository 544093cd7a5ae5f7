package fairweather.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A miner that shares no code with ours keeps the same rules, and ours read what it publishes. */
@Timeout(120)
class PythonMinerTest {
    @TempDir
    private Path directory;

    @Test
    void the_independent_miner_conforms_and_its_forecast_can_be_probed() throws Exception {
        try (PythonMiner miner = new PythonMiner(directory)) {
            Run before = miner.command("miner-probe");
            assertThat(before.code()).isEqualTo(1);
            assertThat(before.out()).contains("JOB_UNKNOWN", "a probe never starts a forecast");

            Run conformance = miner.command("miner-conformance", "--every", "100");
            assertThat(conformance.code()).as(conformance.out()).isZero();
            assertThat(conformance.out())
                    .contains("0 MUST broken, 1 SHOULD not kept, 0 skipped")
                    .contains("should  STORE-7 ");

            Run probe = miner.command("miner-probe");
            assertThat(probe.code()).as(probe.out()).isZero();
            assertThat(probe.out())
                    .contains("2t 10u 10v msl: chunks [1, 13, 24] <f4 blosc zstd")
                    .contains("t u v q z: 13 levels, chunks [1, 1, 13, 24] <f4 blosc zstd")
                    .contains("leads 40: 6 h to 240 h")
                    .contains("All is well");
        }
    }

    @Test
    void by_tls_with_a_certificate_of_its_own_it_conforms_as_well() throws Exception {
        try (PythonMiner miner = new PythonMiner(directory, "--tls", "--levels", "500", "--grid", "7x12")) {
            Run conformance = miner.command("miner-conformance", "--every", "100", "--chunks", "9");
            assertThat(conformance.code()).as(conformance.out()).isZero();

            Run probe = miner.command("miner-probe");
            assertThat(probe.code()).as(probe.out()).isZero();
            assertThat(probe.out()).contains("certificate of CN=miner", "self-signed, valid until");

            Run strict = miner.command("miner-probe", "--tls", "system");
            assertThat(strict.code()).isEqualTo(1);
            assertThat(strict.out()).contains("FAILED  TLS");
        }
    }
}
