package fairweather.orchestrator.periodic;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.failure.Sanitiser;
import fairweather.orchestrator.periodic.MissedFire.Decision;
import fairweather.orchestrator.periodic.Work.Progress;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Does what is due by the table {@code periodic_work}. A row is taken and advanced in the transaction of its work, so
 * any number of orchestrators may look, none of them leads, and a turn whose process dies is due again.
 */
public final class PeriodicWork {
    private static final Logger LOG = Logger.getLogger(PeriodicWork.class);

    private static final String TAKE = """
            SELECT next_due_at, missed_fire, most_made_up, unfinished, fw_now() AS now,
                   (extract(epoch FROM every) * 1000)::bigint AS every_ms
            FROM periodic_work
            WHERE name = $1 AND greatest(next_due_at, not_before) <= fw_now()
            FOR UPDATE SKIP LOCKED
            """;

    /** name, next, late ms or null, count, missed, unfinished?, performed?. */
    private static final String ADVANCE = """
            UPDATE periodic_work SET
                next_due_at = $2, last_late = coalesce(make_interval(secs => $3::bigint / 1000.0), last_late),
                last_count = CASE WHEN unfinished THEN last_count ELSE 0 END + $4::bigint,
                total_count = total_count + $4::bigint, missed = missed + $5, unfinished = $6::boolean,
                last_run_at = CASE WHEN $7::boolean THEN fw_now() ELSE last_run_at END,
                last_success_at = CASE WHEN $7::boolean AND NOT $6::boolean THEN fw_now() ELSE last_success_at END,
                consecutive_failures = CASE WHEN $7::boolean THEN 0 ELSE consecutive_failures END, not_before = NULL
            WHERE name = $1
            """;

    /** Tried again after 1, 2, 4 … seconds, but never later than a period from now. */
    private static final String FAILED = """
            UPDATE periodic_work SET
                last_run_at = fw_now(), last_error = $2, last_error_at = fw_now(),
                consecutive_failures = consecutive_failures + 1,
                not_before = fw_now() + least(every, make_interval(secs => 2 ^ least(consecutive_failures, 8)))
            WHERE name = $1
            """;

    /** It stays due, for an orchestrator that can; one that another has taken meanwhile is left alone. */
    private static final String UNPREPARED = """
            UPDATE periodic_work SET
                last_error = $2, last_error_at = fw_now(), consecutive_failures = consecutive_failures + 1
            WHERE name = (SELECT name FROM periodic_work
                          WHERE name = $1 AND greatest(next_due_at, not_before) <= fw_now()
                          FOR UPDATE SKIP LOCKED)
            """;

    private static final String WAIT = """
            SELECT extract(epoch FROM greatest(next_due_at, not_before) - fw_now())::double precision AS seconds
            FROM periodic_work WHERE name = $1
            """;

    /** What came of a look at one schedule. */
    public enum Turn {
        /** It is not due, or another orchestrator has it. */
        NOTHING,
        DONE,
        /** The occasion needs another turn at once. */
        MORE,
        FAILED,
        /** This process cannot do it now; another may. */
        UNPREPARED
    }

    private final Database database;
    private final SortedMap<String, Work> works;

    public PeriodicWork(Database database, Map<String, Work> works) {
        this.database = database;
        this.works = new TreeMap<>(works);
    }

    /** The names of the schedules, in order. */
    public Iterable<String> names() {
        return works.keySet();
    }

    /** Looks at every schedule once, one after another. */
    public void tick() {
        works.keySet().forEach(this::turn);
    }

    /** One turn of one schedule, if it is due. A failure is recorded and never thrown. */
    public Turn turn(String name) {
        Work work = works.get(name);
        try {
            if (untilDue(name).isPositive()) {
                return Turn.NOTHING;
            }
            try {
                work.before();
            } catch (RuntimeException failure) {
                LOG.warnf("periodic work %s is left to others: %s", name, failure.getMessage());
                record(UNPREPARED, name, failure);
                return Turn.UNPREPARED;
            }
            return database.transaction(tx -> turn(tx, name));
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "periodic work %s failed and is tried again", name);
            record(FAILED, name, failure);
            return Turn.FAILED;
        }
    }

    private Turn turn(Session tx, String name) {
        Optional<Row> due = tx.first(TAKE, name);
        if (due.isEmpty()) {
            return Turn.NOTHING;
        }
        Row row = due.get();
        Instant regular = row.getOffsetDateTime("next_due_at").toInstant();
        Instant now = row.getOffsetDateTime("now").toInstant();
        Duration every = Duration.ofMillis(row.getLong("every_ms"));
        Decision decision =
                MissedFire.of(row.getString("missed_fire")).decide(regular, every, now, row.getInteger("most_made_up"));
        if (!decision.perform()) {
            advance(tx, name, decision.next(), null, 0, decision.missed(), false, false);
            return Turn.NOTHING;
        }
        Progress progress = works.get(name).turn(tx, decision.occasion());
        Long late = row.getBoolean("unfinished")
                ? null
                : Duration.between(decision.occasion(), now).toMillis();
        Instant next = progress.more() ? decision.occasion() : decision.next();
        long missed = progress.more() ? leftOut(regular, decision.occasion(), every) : decision.missed();
        advance(tx, name, next, late, progress.count(), missed, progress.more(), true);
        return progress.more() ? Turn.MORE : Turn.DONE;
    }

    private static long leftOut(Instant from, Instant to, Duration every) {
        return Duration.between(from, to).dividedBy(every);
    }

    private static void advance(
            Session tx,
            String name,
            Instant next,
            Long lateMillis,
            long count,
            long missed,
            boolean unfinished,
            boolean performed) {
        tx.update(ADVANCE, name, next.atOffset(ZoneOffset.UTC), lateMillis, count, missed, unfinished, performed);
    }

    private void record(String sql, String name, RuntimeException failure) {
        // A turn that was interrupted has ended by now, and its record must not fail for the same reason.
        boolean interrupted = Thread.interrupted();
        try {
            String error = Sanitiser.clean(failure.getClass().getSimpleName() + ": " + failure.getMessage());
            database.update(sql, name, error);
        } catch (RuntimeException unrecorded) {
            LOG.warnf("the failure of %s cannot be recorded: %s", name, unrecorded.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** How long until a schedule is due; negative or zero if it is. */
    public Duration untilDue(String name) {
        double seconds =
                database.first(WAIT, name).map(row -> row.getDouble("seconds")).orElse(Double.MAX_VALUE);
        return Duration.ofMillis((long) Math.ceil(Math.min(seconds, 86_400) * 1000));
    }
}
