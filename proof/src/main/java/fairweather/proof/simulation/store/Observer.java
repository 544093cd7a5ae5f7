package fairweather.proof.simulation.store;

import fairweather.failure.Code;
import fairweather.job.End;
import fairweather.job.Report;
import fairweather.orchestrator.fold.Ledger;
import fairweather.orchestrator.fold.Response;
import fairweather.orchestrator.fold.Run;
import fairweather.orchestrator.fold.StoredOutcome;
import fairweather.step.StepEvent;
import java.util.SortedSet;

/** Sees everything that the store does, and objects by throwing. */
public interface Observer {
    void opened(Run run);

    void ended(Known job, End end, Report report);

    void stepped(int runId, String hotkey, StepEvent step);

    void reported(StoredOutcome outcome);

    void moved(Ledger.Transition step);

    void folded(Ledger.Disposition disposition);

    /** After each batch of the fold. */
    void committed(SortedSet<Integer> runs, SortedSet<Integer> responses);

    void voided(Response response);

    /** @param code null for an exchange that went well */
    void exchanged(Response response, Code code);
}
