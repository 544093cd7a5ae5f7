package fairweather.orchestrator.rest;

import fairweather.database.Database;
import fairweather.database.Database.Session;
import fairweather.orchestrator.calendar.Series;
import fairweather.orchestrator.replay.Replay;
import fairweather.orchestrator.replay.ReplayRow;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.List;

/** Replays, and what an operator does about them. */
@Singleton
class ReplayChanges {
    private static final String LIST = """
            SELECT %s FROM replays p %s
            WHERE $1::text IS NULL OR p.name > $1 ORDER BY p.name LIMIT $2
            """.formatted(ReplayView.COLUMNS, ReplayView.COUNTS);

    private static final String ONE =
            "SELECT %s FROM replays p %s WHERE p.name = $1".formatted(ReplayView.COLUMNS, ReplayView.COUNTS);

    private static final String IS_PAST = "SELECT $1::timestamptz <= fw_now() AS past";

    private static final String SOURCE = "SELECT run_config FROM series WHERE name = $1";

    /** It opens nothing by itself, so the hours of its calendar mean nothing. */
    private static final String NEW_SERIES = """
            INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
            VALUES ($1, false, false, 0, 0, 0, $2) ON CONFLICT (name) DO NOTHING
            """;

    private static final String START = """
            INSERT INTO replays (name, source_series, first_cycle, last_cycle, every_hours, at_once, uids,
                reference_source, next_cycle, actor, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $3, $9, $10)
            """;

    private static final String EXISTING = "SELECT " + ReplayRow.COLUMNS + " FROM replays p WHERE p.name = $1";

    private static final String STATE = "SELECT state FROM replays WHERE name = $1 FOR UPDATE";

    private static final String CANCEL = """
            UPDATE replays SET state = 'cancelled', waiting = NULL, ended_at = fw_now()
            WHERE name = $1 AND state = 'running'
            """;

    private static final String LIVE_RUNS = """
            SELECT id FROM weather_forecast_runs
            WHERE series = $1 AND status NOT IN ('completed', 'failed', 'abandoned') ORDER BY id
            """;

    private final Database database;

    ReplayChanges(Database database) {
        this.database = database;
    }

    Listing<ReplayView> list(PageRequest page) {
        List<ReplayView> replays = database.query(LIST, page.after(0, String::valueOf), page.rows()).stream()
                .map(ReplayView::of)
                .toList();
        return Listing.of(page, replays, replay -> List.of(replay.name()));
    }

    ReplayView one(String name) {
        return database.first(ONE, name).map(ReplayView::of).orElseThrow(() -> unknown(name));
    }

    /** A replay of exactly that is found instead of started. */
    ReplayView start(Replay replay, Operator operator) {
        database.transaction(tx -> {
            Series series = replaying(tx, replay);
            if (tx.update(NEW_SERIES, series.name(), series.config()) == 0) {
                requireSame(tx, replay);
                return operator;
            }
            tx.update(
                    START,
                    replay.name(),
                    replay.source(),
                    replay.from().atOffset(ZoneOffset.UTC),
                    replay.to().atOffset(ZoneOffset.UTC),
                    replay.everyHours(),
                    replay.atOnce(),
                    replay.uids() == null ? null : replay.uids().toArray(Integer[]::new),
                    replay.referenceSource(),
                    operator.actor(),
                    operator.reason());
            operator.record(tx, null, null, null, "started replay " + replay.name() + ": " + words(replay));
            return operator;
        });
        return one(replay.name());
    }

    private static Series replaying(Session tx, Replay replay) {
        if (!tx.first(IS_PAST, replay.to().atOffset(ZoneOffset.UTC))
                .orElseThrow()
                .getBoolean("past")) {
            throw Refusal.conflict("the cycle " + replay.to() + " has not happened yet");
        }
        Row source = tx.first(SOURCE, replay.source())
                .orElseThrow(() -> Refusal.badRequest("there is no series " + replay.source()));
        Series series = Series.replaying(replay.name(), source.getJsonObject("run_config"), replay.referenceSource());
        series.contradiction().ifPresent(why -> {
            throw Refusal.conflict("series " + replay.source() + " is not configured as it should be: " + why);
        });
        return series;
    }

    private static void requireSame(Session tx, Replay replay) {
        Replay existing = tx.first(EXISTING, replay.name())
                .map(ReplayRow::replay)
                .orElseThrow(() -> Refusal.conflict("there is a series " + replay.name() + ", and it is no replay"));
        if (!existing.equals(replay)) {
            throw Refusal.conflict("there is a replay " + replay.name() + " already, another one: " + words(existing));
        }
    }

    private static String words(Replay replay) {
        String whose = replay.uids() == null ? "" : " for uids " + replay.uids();
        String from = replay.referenceSource() == null ? "" : " against " + replay.referenceSource();
        return replay.cycles() + " cycles of " + replay.source() + from + " from " + replay.from() + " to "
                + replay.to() + ", every " + replay.everyHours() + " h, " + replay.atOnce() + " at once" + whose;
    }

    /** Opens no more runs; those that go on are cancelled, too, if that is wanted. */
    ReplayView cancel(String name, boolean runs, Operator operator) {
        database.transaction(tx -> {
            String state =
                    tx.first(STATE, name).orElseThrow(() -> unknown(name)).getString("state");
            if (state.equals("finished") || state.equals("cancelled") && !runs) {
                throw Refusal.conflict("replay " + name + " is " + state);
            }
            tx.update(CANCEL, name);
            operator.record(tx, null, null, null, "cancelled replay " + name + (runs ? " with its runs" : ""));
            if (runs) {
                tx.query(LIVE_RUNS, name).forEach(run -> RunCancelling.cancel(tx, run.getInteger("id"), operator));
            }
            return operator;
        });
        return one(name);
    }

    private static Refusal unknown(String name) {
        return Refusal.notFound("there is no replay " + Input.text("name", name, 64));
    }
}
