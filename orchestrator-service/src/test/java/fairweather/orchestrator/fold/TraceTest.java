package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.job.JobType;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.calendar.RunOpener;
import fairweather.run.RunConfig;
import fairweather.trace.TraceParent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private OrchestratorDatabase postgres;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private List<String> traces(int runId) {
        return postgres
                .database()
                .query(
                        "SELECT trace_context FROM validator_jobs WHERE run_id = $1 UNION ALL "
                                + "SELECT trace_context FROM outcomes WHERE run_id = $1",
                        runId)
                .stream()
                .map(row -> row.getString("trace_context"))
                .toList();
    }

    @Test
    void every_job_and_outcome_of_a_run_is_in_the_trace_that_its_opening_began() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        run.toQueries();
        run.toVerified();
        run.day1(0.5);
        RunConfig.LEAD_COLUMNS.forEach(lead -> run.truth(lead, true));
        run.lead(run.claim(JobType.ERA5), 0, 24, 0.5);

        List<String> traces = traces(run.runId);
        assertThat(traces).hasSizeGreaterThan(30).doesNotContainNull();
        assertThat(traces.stream().distinct()).hasSize(1);
        assertThat(TraceParent.parse(traces.getFirst())).isPresent();
    }

    @Test
    void truth_jobs_that_another_run_takes_over_are_in_that_runs_trace() {
        ScriptedRun first = new ScriptedRun(postgres.database(), 1);
        first.toQueries();
        ScriptedRun second = new ScriptedRun(postgres.database(), 1, ScriptedRun.CYCLE.plus(Duration.ofHours(6)));
        second.toQueries();
        postgres.database()
                .update(
                        "INSERT INTO outcomes (kind, run_id, data, actor) VALUES ('run_cancelled', $1, '{\"reason\": \"x\"}', 'alice')",
                        first.runId);
        second.fold.fold();

        assertThat(traces(second.runId)).doesNotContainNull();
        assertThat(traces(second.runId).stream().distinct()).hasSize(1);
    }

    @Test
    void a_caller_takes_the_run_into_its_own_trace() {
        postgres.database().update("INSERT INTO node_table (uid, hotkey) VALUES (0, 'hotkey')");
        RunOpener opener = new RunOpener(postgres.database(), () -> "validator");
        RunOpener.Wishes wishes =
                new RunOpener.Wishes(null, Set.of(), TraceParent.parse(CALLER).orElseThrow());
        opener.open("demo", ScriptedRun.CYCLE, "alice", "a test", wishes);

        List<String> traces = traces(1);
        assertThat(traces).hasSize(2).allMatch(trace -> trace.startsWith("00-0af7651916cd43dd8448eb211c80319c-"));
        assertThat(traces).doesNotContain(CALLER);
    }
}
