package fairweather.orchestrator.periodic;

import fairweather.database.Database.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what is old. A turn deletes one full page at most, and its transaction is as short as that; a backlog of any
 * length is worked off turn by turn. The jobs of a run that goes on stay, however old they are.
 */
public final class Retention implements Work {
    /**
     * How long things are kept; a day at least.
     *
     * @param jobs finished jobs and their log lines, since they finished; holds, since they ended by themselves
     * @param steps step rows of a run and what its forecasts were compared by, since it ended
     * @param runs ended runs with all that hangs on them, since they were opened; snapshots, calendar days, and what
     *     belongs to no run
     */
    public record Periods(Duration jobs, Duration steps, Duration runs) {
        /** A number without a unit means seconds, which nobody wants here. */
        private static final Duration SHORTEST = Duration.ofDays(1);

        public static final Periods DEFAULT = new Periods(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));

        public Periods {
            requireDays("jobs", jobs);
            requireDays("steps", steps);
            requireDays("runs", runs);
        }

        private static void requireDays(String name, Duration period) {
            if (period.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("fairweather.retention." + name + " is " + period.toSeconds()
                        + " s, less than a day; it is given with its unit, for example 7d");
            }
        }
    }

    /** The rows of a page. */
    public static final int PAGE = 2000;

    private record Purge(String sql, Duration age) {}

    private final List<Purge> purges;
    private final int page;

    public Retention(Periods periods) {
        this(periods, PAGE);
    }

    Retention(Periods periods, int page) {
        this.page = page;
        this.purges = List.of(
                new Purge(RetentionSql.JOBS, periods.jobs()),
                new Purge(RetentionSql.STEPS, periods.steps()),
                new Purge(RetentionSql.ofOldRuns("weather_forecast_stats"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("score_table"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("weather_forecast_component_scores"), periods.runs()),
                new Purge(RetentionSql.SKETCHES, periods.steps()),
                new Purge(RetentionSql.ofOldRuns("forecast_sketches"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("forecast_chunks"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("forecast_kinship"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("integrity_evidence"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("weather_miner_scores"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("weather_forecast_steps"), periods.runs()),
                new Purge(RetentionSql.TRANSITIONS, periods.runs()),
                new Purge(RetentionSql.ofOldRuns("outcomes"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("validator_job_logs"), periods.runs()),
                new Purge(RetentionSql.ofOldRuns("weather_miner_responses"), periods.runs()),
                new Purge(RetentionSql.RUNS, periods.runs()),
                new Purge(RetentionSql.OUTCOMES_OF_NO_RUN, periods.runs()),
                new Purge(RetentionSql.LOGS_OF_NO_RUN, periods.runs()),
                new Purge(RetentionSql.CALENDAR_DAYS, periods.runs()),
                new Purge(RetentionSql.HOLDS, periods.jobs()),
                new Purge(RetentionSql.SNAPSHOTS, periods.runs()),
                new Purge(RetentionSql.TRUTHS, periods.runs()),
                new Purge(RetentionSql.REFERENCE_FIELDS, periods.runs()));
    }

    /** A later purge begins when the ones before it have left nothing, so a run goes after all that hangs on it. */
    @Override
    public Progress turn(Session tx, Instant occasion) {
        long deleted = 0;
        for (Purge purge : purges) {
            int rows = tx.update(purge.sql(), purge.age().toSeconds(), page);
            deleted += rows;
            if (rows >= page) {
                return new Progress(deleted, true);
            }
        }
        return Progress.done(deleted);
    }
}
