package fairweather.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fairweather.job.JobType;
import fairweather.postgres.FairweatherDatabase;
import fairweather.postgres.TestDatabase;
import fairweather.response.ResponseStatus;
import fairweather.run.RunConfig;
import fairweather.run.RunStatus;
import fairweather.run.ScoringMode;
import fairweather.step.StepStatus;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static FairweatherDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.shared().freshDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                .placeholders(Map.of("app_role", database.appUser()))
                .load()
                .migrate();
    }

    private static void asApp(String sql) throws SQLException {
        try (Connection app = database.connectAsApp();
                Statement statement = app.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(String sql) throws SQLException {
        try (Connection app = database.connectAsApp();
                Statement statement = app.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static Set<String> vocabulary(String table) throws SQLException {
        String check = text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '" + table
                + "'::regclass AND conname = '" + table + "_status_check'");
        return Pattern.compile("'([a-z0-9_]+)'")
                .matcher(check)
                .results()
                .map((MatchResult word) -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @Tag("P-05")
    @Tag("P-56")
    void every_status_that_the_code_can_write_is_in_the_schemas_vocabulary_and_no_other() throws SQLException {
        assertThat(vocabulary("weather_forecast_runs"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RunStatus.values()).map(RunStatus::word).toList());
        assertThat(vocabulary("weather_miner_responses"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ResponseStatus.values())
                        .map(ResponseStatus::word)
                        .toList());
        assertThat(vocabulary("weather_forecast_steps"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(StepStatus.values()).map(StepStatus::word).toList());
    }

    @Test
    void the_services_role_changes_rows_and_not_the_schema() throws SQLException {
        asApp("INSERT INTO node_table (uid, hotkey) VALUES (0, 'hotkey')");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> asApp("CREATE TABLE mine (id integer)"))
                .withMessageContaining("permission denied");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> asApp("ALTER TABLE node_table ADD COLUMN mine integer"))
                .withMessageContaining("must be owner");
    }

    @Test
    void the_coordinators_name_is_no_hotkey_and_slots_are_not_negative() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> asApp("INSERT INTO node_table (uid, hotkey) VALUES (1, 'coordinator')"));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> asApp("INSERT INTO node_table (uid, hotkey) VALUES (-1, 'other')"));
    }

    @Test
    @Tag("P-48")
    void a_frozen_manifest_cannot_be_changed() throws SQLException {
        asApp("""
                WITH run AS (
                    INSERT INTO weather_forecast_runs (series, gfs_init_time_utc, target_forecast_time_utc,
                        forecast_run_id, forecast_type, validator_hotkey, run_config, scoring_version, status)
                    SELECT 'demo', '2018-10-06T18:00Z', '2018-10-06T18:00Z', 'f', 'hindcast', 'v', run_config, 1,
                           'created' FROM series WHERE name = 'demo' RETURNING id),
                response AS (
                    INSERT INTO weather_miner_responses (run_id, miner_uid, miner_hotkey)
                    SELECT id, 0, 'hotkey' FROM run RETURNING id)
                INSERT INTO forecast_manifests (response_id, manifest_hash, manifest_gzip, signature, signer, store_path,
                                                file_count)
                SELECT id, 'ab', '\\x00', decode(repeat('00', 64), 'hex'), 'hotkey', '/forecasts/x.zarr', 1 FROM response
                """);

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> asApp("UPDATE forecast_manifests SET manifest_hash = 'cd'"))
                .withMessageContaining("cannot be changed");
    }

    /** Each column by itself, in an empty copy of its table that has nothing but the checks. */
    @Test
    @Tag("P-07")
    void no_number_of_any_table_is_infinite_or_no_number() throws SQLException {
        List<String> numbers = List.of(text("""
                SELECT string_agg(table_name || ' ' || column_name || ' ' || (data_type = 'ARRAY'), ',')
                FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                  AND udt_name IN ('float4', 'float8', '_float4', '_float8')
                """).split(","));
        assertThat(numbers)
                .contains(
                        "weather_miner_scores score false",
                        "weather_forecast_component_scores rmse false",
                        "weather_forecast_component_scores sums true",
                        "weather_forecast_stats forecast_score_initial false",
                        "miner_stats avg_day1_score false");

        for (String number : numbers) {
            String[] words = number.split(" ");
            for (String value : List.of("NaN", "Infinity", "-Infinity")) {
                String written = Boolean.parseBoolean(words[2]) ? "{0," + value + "}" : value;
                assertThatExceptionOfType(SQLException.class)
                        .as(number + " " + value)
                        .isThrownBy(() -> writeIntoCopy(words[0], words[1], written))
                        .withMessageContaining("violates check constraint");
            }
        }
    }

    private static void writeIntoCopy(String table, String column, String value) throws SQLException {
        try (Connection owner = database.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE copy (LIKE " + table + " INCLUDING CONSTRAINTS)");
            statement.execute("""
                    DO $$ DECLARE name text; BEGIN
                        FOR name IN SELECT attname FROM pg_attribute
                                    WHERE attrelid = 'copy'::regclass AND attnum > 0 AND attnotnull LOOP
                            EXECUTE format('ALTER TABLE copy ALTER COLUMN %I DROP NOT NULL', name);
                        END LOOP;
                    END $$
                    """);
            statement.execute("INSERT INTO copy (" + column + ") VALUES ('" + value + "')");
        }
    }

    @Test
    void the_daily_series_has_the_documented_defaults() throws SQLException {
        RunConfig daily =
                RunConfig.fromJson(new JsonObject(text("SELECT run_config FROM series WHERE name = 'daily'")));

        assertThat(daily.mode()).isEqualTo(ScoringMode.STRICT);
        assertThat(daily.testMode()).isFalse();
        assertThat(daily.variables()).hasSize(9);
        assertThat(daily.variables().getLast().levels()).hasSize(13);
        assertThat(daily.day1LeadHours()).containsExactly(12);
        assertThat(daily.era5Delay()).isEqualTo(Duration.ofHours(126));
        assertThat(daily.era5Check()).isEqualTo(Duration.ofHours(1));
        assertThat(daily.era5GiveUp()).isEqualTo(Duration.ofDays(7));
        assertThat(daily.abandonAfter()).isEqualTo(Duration.ofDays(10));
        assertThat(daily.pollInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(daily.maxPolls()).isEqualTo(20);
        assertThat(daily.pollWall()).isEqualTo(Duration.ofMinutes(200));
        assertThat(daily.freezeWindow()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void the_demonstrations_series_is_in_test_mode_and_its_calendar_is_off() throws SQLException {
        RunConfig demo = RunConfig.fromJson(new JsonObject(text("SELECT run_config FROM series WHERE name = 'demo'")));

        assertThat(demo.testMode()).isTrue();
        assertThat(demo.era5Delay()).isZero();
        assertThat(demo.pollInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(demo.pollWall()).isEqualTo(Duration.ofMinutes(15));
        assertThat(text("SELECT calendar_enabled FROM series WHERE name = 'demo'"))
                .isEqualTo("f");
    }

    @Test
    void every_job_type_names_itself() {
        for (JobType type : JobType.values()) {
            assertThat(JobType.of(type.word())).isEqualTo(type);
        }
    }
}
