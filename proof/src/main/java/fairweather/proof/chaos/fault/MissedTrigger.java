package fairweather.proof.chaos.fault;

import fairweather.deploy.Service;
import fairweather.proof.chaos.Arena;
import fairweather.proof.chaos.Fault;
import fairweather.proof.chaos.Missed;
import fairweather.proof.chaos.Recovery;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No orchestrator runs when a series' daily run is to be opened. */
public final class MissedTrigger implements Fault {
    static final String SERIES = "chaos";

    /** A run is late when it is opened more than five minutes after its time. */
    private static final int MINUTES_AGO = 10;

    private static final int LATE_MINUTES = 6;
    private static final Duration OPENED = Duration.ofSeconds(60);

    private static final String ADD_SERIES = """
            UPDATE series SET calendar_enabled = false;
            INSERT INTO series (name, counts, calendar_enabled, cycle_hour, open_at_minute, jitter_minutes, run_config)
            SELECT '%s', false, true, cycle_hour, %d, 0, run_config FROM series WHERE name = 'demo'
            """;

    private static final String OPENED_RUNS =
            "SELECT count(*) FROM weather_forecast_runs WHERE series = '" + SERIES + "'";

    private static final String LATE_RUNS = OPENED_RUNS + " AND late";

    private static final String RECORDED =
            "SELECT count(*) FROM calendar_days WHERE series = '" + SERIES + "' AND reason LIKE '%late%'";

    /** What an operator's cancel writes: there are no winds of today to score that run with. */
    private static final String CANCEL = """
            INSERT INTO outcomes (kind, run_id, data, actor)
            SELECT 'run_cancelled', id, '{"reason": "the missed trigger is shown"}', 'chaos'
            FROM weather_forecast_runs WHERE series = '%s'
            """.formatted(SERIES);

    @Override
    public String name() {
        return "missed-trigger";
    }

    @Override
    public String sentence() {
        return "no orchestrator runs when a daily run is to be opened; the next one opens it, recorded as late";
    }

    @Override
    public Recovery strike(Arena arena) throws IOException, SQLException {
        arena.awaitWork(Service.SCORING);
        LocalTime now = arena.now().atOffset(ZoneOffset.UTC).toLocalTime();
        int minute = now.getHour() * 60 + now.getMinute();
        if (minute < LATE_MINUTES) {
            throw new Missed("a run cannot be late in the first minutes of a day: try again after 00:06 UTC");
        }
        arena.process(Service.ORCHESTRATOR).hold();
        arena.execute(ADD_SERIES.formatted(SERIES, Math.max(0, minute - MINUTES_AGO)));
        Instant started = arena.now();
        arena.demonstration().startBeside(Service.ORCHESTRATOR, Map.of("fairweather.calendar.enabled", "true"));
        boolean opened = arena.await(OPENED.plus(Targets.PATIENCE), () -> arena.count(OPENED_RUNS) > 0);
        Duration took = arena.since(started);
        List<String> problems = new ArrayList<>();
        if (!opened) {
            problems.add("the missed run was not opened");
        } else if (arena.count(LATE_RUNS) != 1 || arena.count(RECORDED) != 1) {
            problems.add("the run that was caught up is not recorded as late");
        }
        arena.execute(CANCEL);
        arena.process(Service.ORCHESTRATOR).release();
        return new Recovery(
                "the orchestrator was down at a daily trigger; one was started " + MINUTES_AGO + " minutes later",
                took,
                OPENED,
                problems);
    }
}
