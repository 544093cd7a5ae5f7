package fairweather.check.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.check.Run;
import fairweather.forecast.evidence.Attestation;
import fairweather.forecast.evidence.ChangedObject;
import fairweather.forecast.evidence.Commitment;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.EvidenceRecord;
import fairweather.forecast.manifest.Gzipped;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.forecast.zarr.Reading;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyEvidenceCommandTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final FrozenStore store = FrozenStore.ordinary();

    @TempDir
    private Path directory;

    private EvidenceRecord record() throws IOException {
        Reading other = Reading.of(START, Map.of(), new byte[] {7});
        String listed = store.manifest().hashOf(FrozenStore.CHUNK).orElseThrow();
        return EvidenceRecord.of(
                START,
                new EvidenceRecord.Run("daily", START),
                new EvidenceRecord.Miner(3, store.miner().address(), null),
                new Commitment(
                        "ed25519",
                        "/forecasts/a.zarr",
                        store.hash(),
                        Gzipped.pack(store.json()),
                        store.miner().sign(store.json()),
                        null,
                        START),
                ChangedObject.of(FrozenStore.CHUNK, listed, List.of(other, other)));
    }

    private String signed() throws IOException {
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        Arrays.fill(seed, (byte) 9);
        Signer validator = Ed25519.signer(seed);
        byte[] text = Attestation.text(Sha256.hex(EvidenceJson.canonical(record())));
        Attestation attestation = new Attestation("ed25519", validator.address(), validator.sign(text), null);
        return new String(EvidenceJson.write(record(), attestation), StandardCharsets.US_ASCII);
    }

    private Run judged(String document) throws IOException {
        Path file = Files.writeString(directory.resolve("evidence.json"), document);
        return Run.of("verify-evidence", file.toString());
    }

    @Test
    void a_record_is_judged_line_by_line_and_the_verdict_comes_last() throws IOException {
        Run run = judged(signed());

        assertThat(run.code()).isZero();
        assertThat(run.lines())
                .startsWith("the record is about: chunk_changed of uid 3, forecast of 2025-01-01T00:00:00Z")
                .contains(
                        "the frozen manifest is signed by " + store.miner().address() + " (ed25519): yes",
                        "the bytes in the record do not have the listed hash: yes (recomputed)")
                .endsWith("STATED BY THE VALIDATOR");
    }

    @Test
    void a_record_that_somebody_has_touched_does_not_hold() throws IOException {
        Run run = judged(signed().replace("\"uid\" : 3", "\"uid\" : 4"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines()).endsWith("DOES NOT HOLD");
    }

    @Test
    void what_cannot_be_read_is_told() {
        Run run = Run.of("verify-evidence", directory.resolve("nowhere").toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("cannot read ");
    }
}
