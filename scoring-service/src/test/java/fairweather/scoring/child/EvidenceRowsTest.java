package fairweather.scoring.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.forecast.evidence.ChangedClaim;
import fairweather.forecast.evidence.Claim;
import fairweather.forecast.evidence.EvidenceJson;
import fairweather.forecast.key.ObjectKey;
import fairweather.hash.Sha256;
import fairweather.job.JobType;
import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryNeed;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.rig.Archive;
import fairweather.scoring.rig.Rig;
import fairweather.scoring.rig.Store;
import fairweather.scoring.rig.StubGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of a forecast that was changed after it was frozen, whoever measures it. */
class EvidenceRowsTest {
    private static final String CHUNK = "10u/0.0.0";
    private static final byte[] OTHER = {9, 9};

    @TempDir
    private static Path cache;

    private static Rig here;
    private static Rig inChildren;

    enum Where {
        HERE,
        IN_A_CHILD;

        Rig rig() {
            return this == HERE ? here : inChildren;
        }
    }

    @BeforeAll
    static void seed_and_truth_are_known_to_both() throws IOException {
        MemoryBudget budget = MemoryBudget.UNLIMITED;
        here = rig(Workplace.HERE, MemoryNeed.NONE);
        inChildren = rig(
                new ChildWorkplace(budget, Duration.ofSeconds(20)),
                new MemoryNeed(budget, ReadingMemory.BASE + ChildWorkplace.OVERHEAD));
    }

    private static Rig rig(Workplace workplace, MemoryNeed need) throws IOException {
        Rig rig = new Rig(Archive.DIRECTORY, cache, Duration.ofSeconds(900), workplace, need);
        rig.settled(rig.enqueueSeed());
        rig.settled(rig.enqueueTruth(24, "2100-01-01T00:00:00Z"));
        return rig;
    }

    @AfterAll
    static void close() {
        here.close();
        inChildren.close();
    }

    private static List<Row> evidence(Rig rig, int response) {
        return rig.database().query("SELECT * FROM integrity_evidence WHERE response_id = $1 ORDER BY id", response);
    }

    @ParameterizedTest
    @EnumSource
    void a_swapped_chunk_is_kept_with_both_readings_and_its_bytes(Where where) {
        Rig rig = where.rig();
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, CHUNK, StubGateway.otherBytes(OTHER));

        Row job = rig.run(JobType.DAY1, response);

        assertThat(job.getString("last_error_code")).isEqualTo("INTEGRITY_CHUNK_HASH");
        assertThat(evidence(rig, response)).hasSize(1);
        Row row = evidence(rig, response).getFirst();
        assertThat(row.getString("kind")).isEqualTo("chunk_changed");
        assertThat(row.getString("code")).isEqualTo("INTEGRITY_CHUNK_HASH");
        assertThat(row.getString("object_key")).isEqualTo(CHUNK);
        assertThat(row.getBuffer("bytes").getBytes()).isEqualTo(OTHER);
        JsonObject details = row.getJsonObject("details");
        assertThat(details.getString("expected_hash")).hasSize(64);
        JsonArray readings = details.getJsonArray("readings");
        assertThat(readings).hasSize(2);
        assertThat(readings.getJsonObject(1).getString("sha256")).isEqualTo(Sha256.hex(OTHER));
        assertThat(readings.getJsonObject(1).getInteger("status")).isEqualTo(200);
        assertThat(readings.getJsonObject(1).getString("at")).endsWith("Z");
        assertThat(readings.getJsonObject(0).getJsonObject("headers").getString("server"))
                .isEqualTo("a miner's");
    }

    @ParameterizedTest
    @EnumSource
    void a_chunk_that_is_gone_is_asked_for_once_more_and_kept_as_missing(Where where) {
        Rig rig = where.rig();
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, CHUNK, StubGateway.problem(410, "INTEGRITY_CHUNK_MISSING"));

        Row job = rig.run(JobType.DAY1, response);

        assertThat(job.getString("last_error_code")).isEqualTo("INTEGRITY_CHUNK_MISSING");
        assertThat(rig.gateway.requests(response)).endsWith(CHUNK, CHUNK + "?fresh=true");
        Row row = evidence(rig, response).getFirst();
        assertThat(row.getString("kind")).isEqualTo("object_missing");
        assertThat(row.getBuffer("bytes")).isNull();
        assertThat(row.getJsonObject("details")
                        .getJsonArray("readings")
                        .getJsonObject(1)
                        .getInteger("status"))
                .isEqualTo(410);
    }

    @ParameterizedTest
    @EnumSource
    void swapped_metadata_are_kept_as_such(Where where) {
        Rig rig = where.rig();
        int response = rig.response(Store.persistence().objects());
        rig.gateway.trouble(response, ".zmetadata", StubGateway.otherBytes(OTHER));

        rig.run(JobType.DAY1, response);

        assertThat(evidence(rig, response))
                .extracting(row -> row.getString("kind"))
                .containsExactly("metadata_changed");
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_claim_is_kept_with_what_the_gateway_found_of_it(Where where) throws IOException {
        Rig rig = where.rig();
        int response = rig.response(Store.persistence().objects());
        Claim claim = new Claim(
                Instant.parse("2018-10-08T00:00:00Z"), "/forecasts/b.zarr", "ab".repeat(32), null, null);
        ChangedClaim found = new ChangedClaim(List.of(claim, claim), new byte[] {1, 2}, new byte[64], null);
        rig.gateway.trouble(response, CHUNK, changedClaim(found));

        Row job = rig.run(JobType.DAY1, response);

        assertThat(job.getString("last_error_code")).isEqualTo("INTEGRITY_CHANGED_CLAIM");
        Row row = evidence(rig, response).getFirst();
        assertThat(row.getString("kind")).isEqualTo("changed_claim");
        assertThat(row.getString("object_key")).isNull();
        assertThat(row.getBuffer("bytes").getBytes()).containsExactly(1, 2);
        assertThat(row.getJsonObject("details").getJsonArray("claims").getJsonObject(1).getString("store_path"))
                .isEqualTo("/forecasts/b.zarr");
    }

    private static StubGateway.Trouble changedClaim(ChangedClaim found) {
        JsonObject problem = new JsonObject()
                .put("status", 409)
                .put("code", "INTEGRITY_CHANGED_CLAIM")
                .put("detail", "the miner now claims another manifest than the one it committed to")
                .put("evidence", new JsonObject(EvidenceJson.text(found)));
        return (exchange, bytes) -> {
            byte[] body = problem.encode().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(409, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            return true;
        };
    }

    @Test
    void a_difference_that_does_not_repeat_leaves_nothing() {
        int response = here.response(Store.persistence().objects());
        AtomicInteger readings = new AtomicInteger();
        here.gateway.trouble(
                response,
                CHUNK,
                (exchange, bytes) -> readings.incrementAndGet() == 1
                        && StubGateway.otherBytes(OTHER).meet(exchange, bytes));
        here.gateway.trouble(
                response,
                "10v/0.0.0",
                (exchange, bytes) -> readings.incrementAndGet() == 3
                        && StubGateway.problem(404, "INTEGRITY_CHUNK_MISSING").meet(exchange, bytes));

        Row job = here.run(JobType.DAY1, response);

        assertThat(job.getString("status")).isEqualTo("completed");
        assertThat(readings.get()).isEqualTo(4);
        assertThat(evidence(here, response)).isEmpty();
    }

    @Test
    void an_era5_lead_keeps_its_evidence_too_and_what_was_found_before_is_not_changed() {
        int response = here.response(Store.persistence().objects());
        here.gateway.trouble(response, CHUNK, StubGateway.otherBytes(OTHER));
        here.run(JobType.DAY1, response);
        here.gateway.noTrouble(response, CHUNK);
        here.gateway.trouble(response, "10u/1.0.0", StubGateway.otherBytes(new byte[70_000]));

        Row job = here.run(JobType.ERA5, response);

        assertThat(job.getString("status")).isEqualTo("cancelled");
        assertThat(evidence(here, response))
                .extracting(row -> row.getString("object_key"))
                .containsExactly(ObjectKey.of(CHUNK).value(), "10u/1.0.0");
        assertThat(evidence(here, response).getLast().getBuffer("bytes")).isNull();
        assertThat(here.database().update("""
                INSERT INTO integrity_evidence (run_id, response_id, kind, code, object_key, details)
                SELECT run_id, response_id, kind, code, object_key, '{}' FROM integrity_evidence WHERE response_id = $1
                ON CONFLICT ON CONSTRAINT uq_evidence DO NOTHING
                """, response)).isZero();
    }

    @Test
    void a_row_is_written_once() {
        int response = here.response(Store.persistence().objects());
        here.gateway.trouble(response, CHUNK, StubGateway.otherBytes(OTHER));
        here.run(JobType.DAY1, response);

        assertThatThrownBy(() -> here.database()
                        .update("UPDATE integrity_evidence SET details = '{}' WHERE response_id = $1", response))
                .hasMessageContaining("evidence cannot be changed");
    }
}
