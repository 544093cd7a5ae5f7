package fairweather.orchestrator.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobType;
import fairweather.orchestrator.OrchestratorDatabase;
import fairweather.orchestrator.invariant.InvariantReport;
import fairweather.orchestrator.invariant.InvariantReport.Checked;
import fairweather.orchestrator.invariant.Invariants;
import fairweather.step.StepKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The views say nothing at any moment of a run that the real queue and the real fold carry. */
class FoldKeepsInvariantsTest {
    private OrchestratorDatabase postgres;
    private Invariants invariants;

    @BeforeEach
    void migrate() {
        postgres = new OrchestratorDatabase();
        invariants = new Invariants(postgres.database());
    }

    @AfterEach
    void close() {
        postgres.close();
    }

    private List<Checked> violated() {
        InvariantReport report = invariants.check();
        return report.invariants().stream()
                .filter(checked -> checked.violations() > 0)
                .toList();
    }

    @Test
    void from_the_opening_to_day_1_of_one_miner_and_the_failure_of_another() {
        ScriptedRun run = new ScriptedRun(postgres.database(), 2);
        assertThat(violated()).isEmpty();
        run.toQueries();
        assertThat(violated()).isEmpty();
        run.toVerified();
        assertThat(violated()).isEmpty();
        run.day1(0.5);
        assertThat(violated()).isEmpty();
        Job query = run.claim(JobType.QUERY_MINER);
        Failure refused = Failure.of(Code.REJECTED_IDENTITY, "fetch_rejected");
        run.finish(
                query,
                new End.Failed(refused),
                ScriptedRun.failure(StepKey.QUERY, Code.REJECTED_IDENTITY, refused.message()));

        assertThat(run.response(query.minerUid()).getString("status")).isEqualTo("failed");
        assertThat(run.runStatus()).isEqualTo("awaiting_era5");
        assertThat(violated()).isEmpty();
    }
}
