package fairweather.orchestrator.replay;

import fairweather.database.Database.Session;
import fairweather.failure.Sanitiser;
import fairweather.orchestrator.calendar.LearntIdentity;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.orchestrator.calendar.Series;
import fairweather.orchestrator.periodic.Apart;
import fairweather.orchestrator.periodic.Work;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Opens the next runs of every replay that goes on, in order, while fewer of its runs live than may at once. Whatever
 * keeps a run from being opened is waited for and shown; a run that has ended, however it did, makes room for the next.
 */
public final class ReplayKeeper implements Work {
    private static final Logger LOG = Logger.getLogger(ReplayKeeper.class);

    private static final String RUNNING = """
            SELECT %s, p.actor, p.reason, %s
            FROM replays p JOIN series s ON s.name = p.name
            WHERE p.state = 'running' ORDER BY p.name
            FOR UPDATE OF p
            """.formatted(ReplayRow.COLUMNS, Series.COLUMNS);

    /** Asked when the replay is locked, so that nobody opens one beside. */
    private static final String LIVE = """
            SELECT count(*)::integer AS live FROM weather_forecast_runs
            WHERE series = $1 AND status NOT IN ('completed', 'failed', 'abandoned')
            """;

    private static final String ADVANCE = """
            UPDATE replays SET next_cycle = $2, waiting = $3
            WHERE name = $1 AND (next_cycle, waiting) IS DISTINCT FROM ($2::timestamptz, $3::text)
            """;

    private static final String FINISH =
            "UPDATE replays SET state = 'finished', waiting = NULL, ended_at = fw_now() WHERE name = $1";

    private static final String LOG_LINE =
            "INSERT INTO validator_job_logs (run_id, level, source, message) VALUES ($1, 'INFO', 'replay', $2)";

    private final LearntIdentity identity;

    /** @param nanoTime a clock that only runs forward, in ns */
    public ReplayKeeper(RunOpener.Identity identity, LongSupplier nanoTime) {
        this.identity = new LearntIdentity(identity, nanoTime);
    }

    @Override
    public void before() {
        identity.learn();
    }

    /** The number of runs that were opened. */
    @Override
    public Progress turn(Session tx, Instant occasion) {
        int opened = 0;
        for (Row row : tx.query(RUNNING)) {
            opened += Apart.attempt(tx, () -> keep(tx, row), failure -> {
                LOG.errorf(failure, "the replay %s cannot be kept", row.getString("name"));
                wait(tx, row, Sanitiser.clean(failure.getClass().getSimpleName() + ": " + failure.getMessage()));
                return 0;
            });
        }
        return Progress.done(opened);
    }

    private static void wait(Session tx, Row row, String why) {
        tx.update(ADVANCE, row.getString("name"), row.getOffsetDateTime("next_cycle"), why);
    }

    private int keep(Session tx, Row row) {
        Replay replay = ReplayRow.replay(row);
        Instant next = ReplayRow.next(row);
        int live = tx.first(LIVE, replay.name()).orElseThrow().getInteger("live");
        if (next.isAfter(replay.to())) {
            if (live == 0) {
                tx.update(FINISH, replay.name());
                tx.update(LOG_LINE, null, "replay " + replay.name() + " is finished");
            }
            return 0;
        }
        int opened = 0;
        String waiting = null;
        while (waiting == null && live + opened < replay.atOnce() && !next.isAfter(replay.to())) {
            waiting = open(tx, row, replay, next);
            if (waiting == null) {
                next = replay.after(next);
                opened++;
            }
        }
        tx.update(ADVANCE, replay.name(), next.atOffset(ZoneOffset.UTC), waiting);
        return opened;
    }

    /** Null, or why it cannot be opened now. */
    private String open(Session tx, Row row, Replay replay, Instant cycle) {
        String hotkey = identity.hotkey().orElse(null);
        if (hotkey == null) {
            return LearntIdentity.UNKNOWN;
        }
        RunOpener.Wishes wishes = new RunOpener.Wishes(replay.uids(), Set.of(), null);
        String actor = row.getString("actor");
        String reason = "replay " + replay.name() + ": " + row.getString("reason");
        return switch (RunOpener.openPast(tx, Series.of(row), cycle, wishes, hotkey, actor, reason)) {
            case RunOpener.Result.Opened(int id) -> told(tx, id, replay, cycle, "opened");
            case RunOpener.Result.Live(int id) -> told(tx, id, replay, cycle, "found open");
            case RunOpener.Result.Refused(RunOpener.Result.Kind kind, String why) -> why;
        };
    }

    private static String told(Session tx, int runId, Replay replay, Instant cycle, String what) {
        String which = (replay.before(cycle) + 1) + " of " + replay.cycles();
        tx.update(LOG_LINE, runId, replay.name() + " " + cycle + ": " + what + ", " + which);
        return null;
    }
}
