package fairweather.proof.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The history of all jobs, kept by triggers beside the schema: what the table itself forgets with each change, and beside
 * each outcome the token that its job had in the moment of writing.
 */
public final class JobHistory {
    private static final String KEEP = """
            CREATE SCHEMA chaos;
            CREATE TABLE chaos.job_events (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at timestamptz NOT NULL DEFAULT clock_timestamp(),
                job_id bigint NOT NULL, job_type text NOT NULL, run_id integer, uid integer, worker text,
                from_status text, to_status text, token bigint NOT NULL, attempts integer,
                error_code text,
                transaction bigint NOT NULL DEFAULT txid_current());
            CREATE FUNCTION chaos.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    INSERT INTO chaos.job_events (job_id, job_type, run_id, uid, from_status, token)
                    VALUES (OLD.id, OLD.job_type, OLD.run_id, OLD.miner_uid, OLD.status, OLD.lease_token);
                ELSE
                    INSERT INTO chaos.job_events
                        (job_id, job_type, run_id, uid, worker, from_status, to_status, token, attempts, error_code)
                    VALUES (NEW.id, NEW.job_type, NEW.run_id, NEW.miner_uid, NEW.claimed_by,
                        CASE WHEN TG_OP = 'UPDATE' THEN OLD.status END, NEW.status, NEW.lease_token,
                        NEW.attempts, NEW.last_error_code);
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER chaos_new AFTER INSERT OR DELETE ON validator_jobs
                FOR EACH ROW EXECUTE FUNCTION chaos.keep();
            CREATE TRIGGER chaos_changed AFTER UPDATE ON validator_jobs FOR EACH ROW
                WHEN (OLD.status <> NEW.status OR OLD.lease_token <> NEW.lease_token)
                EXECUTE FUNCTION chaos.keep();

            CREATE TABLE chaos.told (
                outcome_id bigint PRIMARY KEY, job_id bigint NOT NULL, token bigint NOT NULL,
                latest bigint, status text,
                transaction bigint NOT NULL DEFAULT txid_current());
            CREATE FUNCTION chaos.keep_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO chaos.told (outcome_id, job_id, token, latest, status)
                SELECT NEW.id, NEW.job_id, NEW.lease_token, job.lease_token, job.status
                FROM (VALUES (NEW.job_id)) AS named(id) LEFT JOIN public.validator_jobs job ON job.id = named.id;
                RETURN NULL;
            END $$;
            CREATE TRIGGER chaos_told AFTER INSERT ON outcomes FOR EACH ROW
                WHEN (NEW.lease_token IS NOT NULL)
                EXECUTE FUNCTION chaos.keep_told();

            CREATE VIEW chaos.lapses AS
                SELECT * FROM chaos.job_events
                WHERE from_status = 'in_progress' AND to_status IN ('retry_scheduled', 'failed')
                  AND error_code = 'LEASE_EXPIRED';
            CREATE VIEW chaos.work AS
                SELECT * FROM chaos.job_events
                WHERE (to_status = 'in_progress' AND from_status <> 'in_progress')
                   OR (from_status = 'in_progress' AND to_status IN ('completed', 'retry_scheduled', 'failed')
                       AND number NOT IN (SELECT number FROM chaos.lapses));
            """;

    private static final String EVENTS = "SELECT * FROM chaos.job_events ORDER BY number";

    private static final String TOLD = """
            SELECT job_id, token, latest,
                   coalesce(status = 'in_progress', false) OR EXISTS (
                       SELECT FROM chaos.job_events e
                       WHERE e.job_id = t.job_id AND e.transaction = t.transaction AND e.from_status IS NOT NULL)
            FROM chaos.told t ORDER BY outcome_id
            """;

    private static final String NEXT_WORK = "SELECT min(at) FROM chaos.work WHERE worker LIKE ? AND at > ?";

    /** The end of a job that was begun after a moment. */
    private static final String NEXT_WHOLE = """
            SELECT min(done.at) FROM chaos.work done
            JOIN chaos.work claim ON claim.job_id = done.job_id AND claim.token = done.token
                AND claim.to_status = 'in_progress'
            WHERE done.worker LIKE ? AND done.to_status = 'completed' AND done.uid IS NOT NULL AND claim.at > ?
            """;

    private static final String STANDSTILL = """
            SELECT coalesce(max(extract(epoch FROM at - before) * 1000), 0)::bigint
            FROM (SELECT at, lag(at) OVER (ORDER BY at) AS before FROM chaos.work WHERE at BETWEEN ? AND ?) AS steps
            """;

    private static final String LAPSED = "SELECT count(*) FROM chaos.lapses WHERE job_id = ? AND token = ?";

    private static final String ENDED = """
            SELECT count(*) FROM chaos.job_events
            WHERE job_id = ? AND token = ? AND from_status = 'in_progress'
              AND number NOT IN (SELECT number FROM chaos.lapses)
            """;

    /** The claim has counted the attempt; giving back takes that away, and an end sets the count to 0. */
    private static final String BURNT = """
            SELECT count(*) FROM chaos.job_events back
            JOIN chaos.job_events claim ON claim.job_id = back.job_id AND claim.token = back.token
                AND claim.to_status = 'in_progress'
            WHERE back.job_id = ? AND back.token = ? AND back.from_status = 'in_progress'
              AND back.attempts >= claim.attempts
            """;

    private static final String CLAIMED = """
            SELECT min(at) FROM chaos.job_events WHERE job_id = ? AND token = ? AND to_status = 'in_progress'
            """;

    private final Console console;

    JobHistory(Console console) {
        this.console = console;
    }

    /** Begins the history; before the first job. */
    void keep() throws SQLException {
        console.execute(KEEP);
    }

    List<JobEvent> events() throws SQLException {
        return console.query(EVENTS, JobHistory::event);
    }

    /** Under which leases outcomes were written, and which were the latest then. */
    List<HistoryCheck.Told> told() throws SQLException {
        return console.query(
                TOLD,
                row -> new HistoryCheck.Told(
                        row.getLong(1), row.getLong(2), row.getObject(3, Long.class), row.getBoolean(4)));
    }

    /**
     * The first time after a moment that one of these workers claimed a job or ended one, if there was one yet. Not its
     * work: a lease that lapses, what is cancelled, and what is put back undone.
     *
     * @param workers a pattern of their names
     */
    Optional<Instant> workAfter(Instant moment, String workers) throws SQLException {
        return console.instant(NEXT_WORK, workers, moment.atOffset(ZoneOffset.UTC));
    }

    /** The first time that one of these workers completed a miner's job that it had begun after a moment. */
    Optional<Instant> wholeWorkAfter(Instant moment, String workers) throws SQLException {
        return console.instant(NEXT_WHOLE, workers, moment.atOffset(ZoneOffset.UTC));
    }

    /** The longest time between two moments in which nobody claimed or ended a job. */
    Duration longestStandstill(Instant from, Instant to) throws SQLException {
        return Duration.ofMillis(
                console.number(STANDSTILL, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)));
    }

    /** Whether the reaper has taken a lease back. */
    public boolean lapsed(Held lease) throws SQLException {
        return count(LAPSED, lease) > 0;
    }

    /** How many ends of an attempt its holder has had accepted under a lease. */
    public long ended(Held lease) throws SQLException {
        return count(ENDED, lease);
    }

    /** Whether a lease that is over has cost its job an attempt. */
    public boolean burnt(Held lease) throws SQLException {
        return count(BURNT, lease) > 0;
    }

    public Instant claimed(Held lease) throws SQLException {
        return console.instant(CLAIMED, lease.jobId(), lease.token()).orElseThrow();
    }

    private long count(String sql, Held lease) throws SQLException {
        return console.number(sql, lease.jobId(), lease.token());
    }

    private static JobEvent event(ResultSet row) throws SQLException {
        return new JobEvent(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("job_id"),
                row.getString("job_type"),
                row.getObject("run_id", Integer.class),
                row.getObject("uid", Integer.class),
                row.getString("worker"),
                row.getString("from_status"),
                row.getString("to_status"),
                row.getLong("token"),
                row.getInt("attempts"),
                row.getString("error_code"));
    }
}
