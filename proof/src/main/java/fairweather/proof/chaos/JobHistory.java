package fairweather.proof.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The history of all jobs, kept by a trigger beside the schema: what the table itself forgets with each change. */
final class JobHistory {
    private static final String KEEP = """
            CREATE SCHEMA chaos;
            CREATE TABLE chaos.job_events (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at timestamptz NOT NULL DEFAULT clock_timestamp(),
                job_id bigint NOT NULL, job_type text NOT NULL, run_id integer, uid integer, worker text,
                from_status text, to_status text, token bigint NOT NULL, attempts integer,
                error_code text);
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
            """;

    private static final String EVENTS = "SELECT * FROM chaos.job_events ORDER BY number";

    private static final String TOLD = """
            SELECT job_id, lease_token FROM outcomes
            WHERE lease_token IS NOT NULL AND kind <> 'job_lease_expired' ORDER BY id
            """;

    /** Heartbeats are not among the events: a claim or an end shows that somebody works. */
    private static final String NEXT_WORK = """
            SELECT min(at) FROM chaos.job_events
            WHERE at > ? AND (to_status = 'in_progress' OR from_status = 'in_progress')
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

    /** Under which leases outcomes were written. */
    List<HistoryCheck.Claim> told() throws SQLException {
        return console.query(TOLD, row -> new HistoryCheck.Claim(row.getLong(1), row.getLong(2)));
    }

    /** The first claim or end of a job after a moment, if there was one yet. */
    Optional<Instant> workAfter(Instant moment) throws SQLException {
        return console.instant(NEXT_WORK, moment.atOffset(ZoneOffset.UTC));
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
