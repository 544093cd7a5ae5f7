package fairweather.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.orchestrator.periodic.AbandonedRuns;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two runs that differ in nothing but the time zone of the database's sessions, under a clock far from today. */
class SessionZoneTest {
    private static final Instant CYCLE = Instant.parse("2018-10-06T00:00:00Z");
    private static final Instant NOON = CYCLE.plus(Duration.ofHours(12));

    /** The periodic work was planned by the migration, when the clock still went. */
    private static final String INSTANT_COLUMNS = """
            SELECT format('SELECT %L, extract(epoch FROM %I)::bigint, count(*) FROM %I WHERE %I IS NOT NULL '
                          'GROUP BY 2', table_name || '.' || column_name, column_name, table_name, column_name)
            FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'flyway%'
              AND table_name <> 'periodic_work' AND data_type LIKE 'timestamp%'
            """;

    @Test
    @Tag("P-50")
    void a_run_in_kolkata_has_every_instant_that_it_has_in_utc() throws SQLException {
        List<String> utc = play("UTC");

        assertThat(utc)
                .contains("weather_forecast_runs.run_initiation_time " + NOON.getEpochSecond() + " 1")
                .anyMatch(instant -> instant.startsWith("validator_jobs.due_at "))
                .anyMatch(instant -> instant.startsWith("state_transitions.at "));
        assertThat(play("Asia/Kolkata")).containsExactlyElementsOf(utc);
    }

    /** A run that is given up for its age, after a miner has scores; every instant of every table then. */
    private static List<String> play(String zone) throws SQLException {
        try (OrchestratorDatabase postgres = new OrchestratorDatabase(zone)) {
            assertThat(postgres.database().first("SHOW timezone").orElseThrow().getString(0))
                    .isEqualTo(zone);
            return play(postgres);
        }
    }

    private static List<String> play(OrchestratorDatabase postgres) throws SQLException {
        try (ScriptedGateway gateway = new ScriptedGateway();
                Orchestration orchestration = new Orchestration(postgres, gateway, NOON)) {
            int run = orchestration.open("daily", CYCLE, 0);
            orchestration.seeded();
            orchestration.advance(Duration.ofMinutes(6));
            orchestration.settle();
            orchestration.day1(0.5);
            orchestration.advanceTo(CYCLE.plus(Duration.ofHours(24 + 126)));
            orchestration.truthIsReady();
            Job era5 = orchestration.claim(JobType.ERA5);
            orchestration.lead(era5, 0, 24, 0.4);
            orchestration.defer(era5, Duration.ofDays(4));

            Instant tooOld = CYCLE.plus(Duration.ofHours(240 + 126)).plus(Duration.ofDays(10));
            assertThat(givenUp(orchestration, tooOld)).isZero();
            assertThat(givenUp(orchestration, tooOld.plusSeconds(1))).isEqualTo(1);
            assertThat(orchestration.runStatus(run)).isEqualTo("abandoned");
            return instants(postgres);
        }
    }

    private static int givenUp(Orchestration orchestration, Instant now) {
        orchestration.advanceTo(now);
        int given = orchestration.database.transaction(AbandonedRuns::giveUp);
        orchestration.settle();
        return given;
    }

    private static List<String> instants(OrchestratorDatabase postgres) throws SQLException {
        List<String> instants = new ArrayList<>();
        try (Connection owner = postgres.where().connectAsOwner();
                Statement statement = owner.createStatement()) {
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(INSTANT_COLUMNS)) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            for (String column : columns) {
                try (ResultSet rows = statement.executeQuery(column)) {
                    while (rows.next()) {
                        instants.add(rows.getString(1) + " " + rows.getLong(2) + " " + rows.getInt(3));
                    }
                }
            }
        }
        instants.sort(null);
        return instants;
    }
}
