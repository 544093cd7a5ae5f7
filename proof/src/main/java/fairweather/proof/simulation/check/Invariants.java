package fairweather.proof.simulation.check;

import static fairweather.proof.simulation.trace.Violation.unless;

import fairweather.failure.Code;
import fairweather.job.End;
import fairweather.job.Report;
import fairweather.orchestrator.fold.Ledger;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.fold.StoredOutcome;
import fairweather.orchestrator.machine.Verification;
import fairweather.outcome.OutcomeKind;
import fairweather.proof.simulation.store.Known;
import fairweather.proof.simulation.store.Observer;
import fairweather.proof.simulation.store.Store;
import fairweather.retry.RetryPolicies;
import fairweather.run.RunStatus;
import fairweather.step.StepEvent;
import java.time.Instant;
import java.util.SortedSet;

/** What must hold whenever something was written. */
public final class Invariants implements Observer {
    private Store store;
    private long ignored;

    /** @param watched the store that tells of its changes */
    public void watch(Store watched) {
        store = watched;
    }

    /** Outcomes that came too late to change anything. */
    public long ignored() {
        return ignored;
    }

    @Override
    public void opened(Run run) {
        unless(
                store.tables().runs().values().stream()
                        .noneMatch(other -> other.initTime().equals(run.initTime())
                                && other.status() != RunStatus.FAILED
                                && other.status() != RunStatus.ABANDONED),
                "there would be two live runs of " + run.initTime());
    }

    @Override
    public void ended(Known job, End end, Report report) {
        if (end instanceof End.Deferred) {
            unless(
                    report.steps().stream().allMatch(Invariants::spentByTheMiner),
                    "waiting has cost job " + job.id() + " a retry");
        }
    }

    /** Whether a step event spends no retry, or spends it on a failure of the miner's. */
    private static boolean spentByTheMiner(StepEvent step) {
        return step.retries() == null || !step.failure().code().blameless();
    }

    @Override
    public void stepped(int runId, String hotkey, StepEvent step) {
        if (step.retries() != null) {
            int most = RetryPolicies.of(step.key()).maxRetries();
            unless(step.retries() <= most, step.key() + " of " + hotkey + " has " + step.retries() + " retries");
        }
        if (step.key().substep() != null && step.key().substep().startsWith("attempt_")) {
            int n = Integer.parseInt(step.key().substep().substring("attempt_".length()));
            unless(
                    n <= store.tables().runs().get(runId).config().maxPolls(),
                    hotkey + " was polled " + n + " times in run " + runId);
        }
    }

    @Override
    public void reported(StoredOutcome outcome) {
        if (outcome.kind() != OutcomeKind.LEAD_STARTED && outcome.kind() != OutcomeKind.LEAD_SCORED) {
            return;
        }
        Run run = store.tables().runs().get(outcome.runId());
        int lead = outcome.data().getInteger("lead_hours");
        Instant due = run.config().due(run.initTime(), lead);
        unless(
                !outcome.at().isBefore(due),
                "lead " + lead + " of response " + outcome.responseId() + " was worked on before " + due);
    }

    @Override
    public void moved(Ledger.Transition step) {
        unless(
                step.responseId() == null
                        ? Steps.runMay(step.from(), step.to())
                        : Steps.responseMay(step.from(), step.to(), step.reason()),
                "run " + step.runId() + ", response " + step.responseId() + " moved from " + step.from() + " to "
                        + step.to());
    }

    @Override
    public void folded(Ledger.Disposition disposition) {
        if (disposition == Ledger.Disposition.IGNORED) {
            ignored++;
        }
    }

    @Override
    public void committed(SortedSet<Integer> runs, SortedSet<Integer> responses) {
        runs.forEach(this::run);
        responses.forEach(id -> response(store.tables().responses().get(id)));
    }

    @Override
    public void voided(Response response) {
        unless(
                store.tables().responses().get(response.id()).state().status().terminal(),
                "the scores of response " + response.id() + " were voided although it goes on");
    }

    @Override
    public void exchanged(Response response, Code code) {
        unless(code == null || !code.blameless(), "our own trouble was counted against uid " + response.uid());
    }

    /** Everything that goes on or has a say in it. */
    public void all() {
        for (Run run : store.tables().runs().values()) {
            run(run.id());
            if (!run.status().terminal()) {
                store.tables().ofRun(run.id()).forEach(this::response);
            }
        }
    }

    private void run(int id) {
        Run run = store.tables().runs().get(id);
        RunRules.check(run, store.tables().ofRun(id));
        if (run.status().terminal()) {
            unless(store.queue().ofRun(id).isEmpty(), "run " + id + " has ended, but not its jobs");
        }
    }

    private void response(Response response) {
        Run run = store.tables().runs().get(response.runId());
        ScoreRules.check(response, run.config().era5LeadHours().size());
        Verification verification = response.state().verification();
        unless(
                verification.state() != Verification.State.VERIFIED
                        || verification.manifestHash().equals(store.tables().manifest(response.id())),
                "response " + response.id() + " goes by another manifest than the frozen one");
        if (store.outcomes().pending(response.id()) || run.status().terminal()) {
            return;
        }
        int jobs = store.queue().ofResponse(response.id()).size();
        boolean asked = run.status().rank() >= RunStatus.QUERYING_MINERS.rank();
        boolean live = !response.state().status().terminal();
        unless(
                jobs == (live && asked ? 1 : 0),
                "response " + response.id() + " is " + response.state().status().word() + " and has " + jobs
                        + " unfinished jobs");
    }
}
