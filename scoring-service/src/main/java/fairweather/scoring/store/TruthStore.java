package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.job.Write;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Whether the truth of a valid time exists, for all runs and miners. */
public final class TruthStore {
    private static final String SET = """
            INSERT INTO truth_status AS t (source, valid_time, status, next_check_at, reason, checksums)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (source, valid_time) DO UPDATE SET
                status = EXCLUDED.status, next_check_at = EXCLUDED.next_check_at, reason = EXCLUDED.reason,
                checksums = EXCLUDED.checksums, updated_at = fw_now()
            """;

    private static final String PAST = "SELECT fw_now() >= $1 AS past";

    private static final String AGE = "SELECT extract(epoch FROM fw_now() - $1::timestamptz)::bigint AS seconds";

    private final Database database;

    public TruthStore(Database database) {
        this.database = database;
    }

    /** Whether the instant has passed by the database's clock. */
    public boolean past(Instant instant) {
        return database.first(PAST, instant.atOffset(ZoneOffset.UTC))
                .orElseThrow()
                .getBoolean("past");
    }

    /** How long ago the instant was. */
    public Duration age(Instant instant) {
        return Duration.ofSeconds(database.first(AGE, instant.atOffset(ZoneOffset.UTC))
                .orElseThrow()
                .getLong("seconds"));
    }

    /** @param checksums the sha256 of every decoded field */
    public static Write ready(String source, Instant validTime, JsonObject checksums) {
        return Write.of(SET, source, validTime.atOffset(ZoneOffset.UTC), "ready", null, null, checksums);
    }

    public static Write notYet(String source, Instant validTime, Instant nextCheck, String reason) {
        return Write.of(
                SET,
                source,
                validTime.atOffset(ZoneOffset.UTC),
                "not_yet",
                nextCheck.atOffset(ZoneOffset.UTC),
                reason,
                null);
    }

    public static Write gone(String source, Instant validTime, String reason) {
        return Write.of(SET, source, validTime.atOffset(ZoneOffset.UTC), "gone", null, reason, null);
    }
}
