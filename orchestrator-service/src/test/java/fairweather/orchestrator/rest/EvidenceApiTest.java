package fairweather.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import fairweather.forecast.evidence.ChangedObject;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.evidence.EvidenceVerifier;
import fairweather.forecast.evidence.Judgement;
import fairweather.forecast.evidence.Verdict;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.forecast.zarr.Reading;
import fairweather.hash.Sha256;
import fairweather.orchestrator.stored.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EvidenceApiTest extends AdminTest {
    private static final ObjectKey KEY = ObjectKey.of("10u/0.0.0");

    private final Signer miner = miner();
    private int run;
    private String path;

    private static Signer miner() {
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        Arrays.fill(seed, (byte) 5);
        return Ed25519.signer(seed);
    }

    @BeforeEach
    void a_miner_that_was_found_to_have_changed_a_chunk() throws IOException {
        run = rows.run("demo", StoredRows.CYCLE, "scoring_era5");
        int response = rows.response(run, 3, miner.address(), "failed");
        path = "/api/v1/runs/" + run + "/miners/3/evidence";
        Manifest manifest = Manifest.of(Map.of(KEY, new byte[] {1}), miner.address());
        byte[] json = ManifestWriter.write(manifest);
        rows.run("INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer, "
                + "store_path, file_count, metadata_gzip) VALUES (" + response + ", '" + Sha256.hex(json) + "', "
                + bytea(gzip(json)) + ", " + bytea(miner.sign(json)) + ", '" + miner.address()
                + "', '/forecasts/a.zarr', 1, " + bytea(gzip(new byte[] {'{', '}'})) + ")");
        Reading other = Reading.of(Instant.parse("2018-10-08T00:00:00Z"), Map.of("server", "x"), new byte[] {2});
        ChangedObject found = ChangedObject.of(KEY, manifest.hashOf(KEY).orElseThrow(), List.of(other, other));
        rows.run("INSERT INTO integrity_evidence (run_id, response_id, kind, code, object_key, details, bytes) VALUES ("
                + run + ", " + response + ", 'chunk_changed', 'INTEGRITY_CHUNK_HASH', '" + KEY + "', '"
                + EvidenceJson.details(found) + "', '\\x02')");
    }

    @AfterEach
    void the_gateway_is_back() {
        AdminService.gatewayIsAway = false;
    }

    private static String bytea(byte[] bytes) {
        return "'\\x" + HexFormat.of().formatHex(bytes) + "'";
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private int id() {
        return get(path).extract().path("items[0].id");
    }

    private static Judgement judge(ValidatableResponse exported) {
        return new EvidenceVerifier(name -> Optional.of(new Ed25519()), Caps.DEFAULT)
                .judge(exported.extract().asByteArray());
    }

    @Test
    void what_was_found_is_listed() {
        lastPage(get(path)
                .body("items", hasSize(1))
                .body("items.kind", contains("chunk_changed"))
                .body("items.code", contains("INTEGRITY_CHUNK_HASH"))
                .body("items.object_key", contains(KEY.value())));
        rows.response(run, 4, "hk-4", "era5_scoring");
        lastPage(get("/api/v1/runs/" + run + "/miners/4/evidence").body("items", empty()));
    }

    @Test
    void the_timeline_tells_of_it() {
        get("/api/v1/runs/" + run + "/miners/3/timeline")
                .statusCode(200)
                .body("items.findAll { it.kind == 'evidence' }.what", contains("chunk_changed"))
                .body("items.findAll { it.kind == 'evidence' }.code", contains("INTEGRITY_CHUNK_HASH"))
                .body("items.findAll { it.kind == 'evidence' }.message", contains(KEY.value()));
    }

    @Test
    void a_record_is_exported_as_a_file_that_others_can_judge() {
        ValidatableResponse exported = get(path + "/" + id())
                .statusCode(200)
                .header("Content-Disposition", containsString("evidence-run" + run + "-uid3-"))
                .contentType("application/json")
                .body("format", equalTo("fairweather-evidence"))
                .body("miner.hotkey", equalTo(miner.address()))
                .body("run.series", equalTo("demo"))
                .body("attestation.address", equalTo(AdminService.VALIDATOR.address()));

        Judgement judgement = judge(exported);

        assertThat(judgement.verdict()).isEqualTo(Verdict.STATED);
        assertThat(judgement.lines())
                .extracting(Object::toString)
                .contains("the bytes in the record do not have the listed hash: yes (recomputed)");
    }

    @Test
    void while_the_gateway_is_away_a_record_says_why_it_is_not_signed() {
        AdminService.gatewayIsAway = true;

        ValidatableResponse exported = get(path + "/" + id())
                .statusCode(200)
                .body("attestation.missing_because", containsString("the gateway answered 503"));

        assertThat(judge(exported).verdict()).isEqualTo(Verdict.DOES_NOT_HOLD);
    }

    @Test
    void what_is_not_there_is_not_found() {
        problem(get(path + "/999999"), 404, "Not Found", "there is no evidence 999999 of uid 3 in run " + run);
        problem(
                get("/api/v1/runs/" + run + "/miners/9/evidence"),
                404,
                "Not Found",
                "uid 9 takes no part in run " + run);
    }
}
