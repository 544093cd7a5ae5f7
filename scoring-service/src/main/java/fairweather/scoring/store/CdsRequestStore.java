package fairweather.scoring.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.database.Database;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.cds.CdsDataset;
import fairweather.reference.cds.CdsProgress;
import fairweather.reference.cds.CdsRequest;
import fairweather.reference.cds.CdsRequests;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What was asked of the Climate Data Store, for all scoring services of one database. */
public final class CdsRequestStore implements CdsRequests {
    private static final String REMEMBERED = """
            SELECT request FROM cds_requests WHERE dataset = $1 AND valid_time = $2 ORDER BY asked_at, request_sha256
            """;

    /** No row where another holds it or it is not due. */
    private static final String TAKE = """
            INSERT INTO cds_requests AS r (dataset, valid_time, request_sha256, request, state, leased_until)
            VALUES ($1, $2, $3, $4, 'wanted', fw_now() + $5 * interval '1 millisecond')
            ON CONFLICT (dataset, valid_time, request_sha256) DO UPDATE SET
                lease = nextval('cds_leases'), leased_until = EXCLUDED.leased_until
            WHERE greatest(r.look_again_at, r.leased_until) <= fw_now()
            RETURNING lease, state, provider_job, looks, refusals, spoilt_downloads, message
            """;

    private static final String STANDING = """
            SELECT state, provider_job, looks, refusals, spoilt_downloads, message,
                   ceil(extract(epoch FROM greatest(look_again_at, leased_until) - fw_now()) * 1000)::bigint AS remaining
            FROM cds_requests WHERE dataset = $1 AND valid_time = $2 AND request_sha256 = $3
            """;

    private static final String EXTEND = """
            UPDATE cds_requests SET leased_until = fw_now() + $5 * interval '1 millisecond'
            WHERE dataset = $1 AND valid_time = $2 AND request_sha256 = $3 AND lease = $4
            """;

    private static final String NOTE = """
            UPDATE cds_requests SET state = $5, provider_job = $6, looks = $7, refusals = $8, spoilt_downloads = $9,
                message = $10, updated_at = fw_now()
            WHERE dataset = $1 AND valid_time = $2 AND request_sha256 = $3 AND lease = $4
            """;

    /** With a lease that nobody has. */
    private static final String LEAVE = """
            UPDATE cds_requests SET state = $5, provider_job = $6, looks = $7, refusals = $8, spoilt_downloads = $9,
                message = $10, look_again_at = fw_now() + $11 * interval '1 millisecond', updated_at = fw_now(),
                lease = nextval('cds_leases'), leased_until = fw_now()
            WHERE dataset = $1 AND valid_time = $2 AND request_sha256 = $3 AND lease = $4
            """;

    private static final String FORGET = """
            DELETE FROM cds_requests
            WHERE dataset = $1 AND valid_time = $2 AND request_sha256 = $3 AND lease = $4
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public CdsRequestStore(Database database) {
        this.database = database;
    }

    @Override
    public List<CdsRequest> remembered(CdsDataset dataset, Instant validTime) {
        return database.query(REMEMBERED, dataset.id(), utc(validTime)).stream()
                .map(row -> request(dataset, validTime, row.getJsonObject("request")))
                .toList();
    }

    private static CdsRequest request(CdsDataset dataset, Instant validTime, JsonObject inputs) {
        try {
            return CdsRequest.of(dataset, validTime, JSON.readTree(inputs.encode()));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    "a row of cds_requests is malformed: " + malformed.getMessage(),
                    malformed);
        }
    }

    @Override
    public Turn take(CdsRequest request, Duration hold) {
        Optional<Row> mine = database.first(
                TAKE,
                request.dataset().id(),
                utc(request.validTime()),
                request.sha256(),
                new JsonObject(request.inputs().toString()),
                hold.toMillis());
        if (mine.isPresent()) {
            return new Turn.Mine(mine.get().getLong("lease"), progress(mine.get()));
        }
        return database.first(STANDING, request.dataset().id(), utc(request.validTime()), request.sha256())
                .map(row -> new Turn.NotNow(Duration.ofMillis(Math.max(1, row.getLong("remaining"))), progress(row)))
                // Forgotten in between: whoever held it has just delivered.
                .orElse(new Turn.NotNow(Duration.ofSeconds(1), CdsProgress.NONE));
    }

    private static CdsProgress progress(Row row) {
        return new CdsProgress(
                CdsProgress.State.of(row.getString("state")),
                row.getString("provider_job"),
                row.getInteger("looks"),
                row.getInteger("refusals"),
                row.getInteger("spoilt_downloads"),
                row.getString("message"));
    }

    @Override
    public boolean extend(CdsRequest request, long lease, Duration hold) {
        int rows = database.update(
                EXTEND, request.dataset().id(), utc(request.validTime()), request.sha256(), lease, hold.toMillis());
        return rows == 1;
    }

    @Override
    public boolean note(CdsRequest request, long lease, CdsProgress progress) {
        int rows = database.update(
                NOTE,
                request.dataset().id(),
                utc(request.validTime()),
                request.sha256(),
                lease,
                progress.state().word(),
                progress.job(),
                progress.looks(),
                progress.refusals(),
                progress.spoiltDownloads(),
                progress.message());
        return rows == 1;
    }

    @Override
    public boolean leave(CdsRequest request, long lease, CdsProgress progress, Duration wait) {
        int rows = database.update(
                LEAVE,
                request.dataset().id(),
                utc(request.validTime()),
                request.sha256(),
                lease,
                progress.state().word(),
                progress.job(),
                progress.looks(),
                progress.refusals(),
                progress.spoiltDownloads(),
                progress.message(),
                wait.toMillis());
        return rows == 1;
    }

    @Override
    public boolean forget(CdsRequest request, long lease) {
        return database.update(FORGET, request.dataset().id(), utc(request.validTime()), request.sha256(), lease) == 1;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
