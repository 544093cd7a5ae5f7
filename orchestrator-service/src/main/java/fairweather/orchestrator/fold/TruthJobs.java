package fairweather.orchestrator.fold;

import fairweather.job.Due;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.outcome.OutcomeKind;
import fairweather.run.RunStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The jobs that look for truth. There is one per source and valid time, whichever run asked first; it ends with that
 * run, and the other runs of the source then ask themselves.
 */
final class TruthJobs {
    private final Ledger ledger;

    TruthJobs(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Asks for every truth of the run about which nothing is decided; one that is asked for already stays as it is. */
    void watch(Run run, String trace) {
        RunTruth truth = ledger.runs().truth(run);
        ledger.work()
                .enqueue(run.config().era5LeadHours().stream()
                        .filter(lead -> !truth.decided(lead))
                        .map(lead -> job(run, lead, Due.at(run.config().due(run.initTime(), lead)), trace))
                        .toList());
    }

    /** Asks for what the runs that go on need of a source, after another run has ended. */
    void takeOver(String source) {
        for (Run run : ledger.runs().live(source)) {
            if (run.status().rank() >= RunStatus.GFS_READY.rank()) {
                watch(run, run.trace());
            }
        }
    }

    /**
     * After a job that looked for a truth has ended without finding out: asks anew after a while, or gives the truth up
     * when its time is over. Null, or why nothing was done.
     */
    String again(Run run, StoredOutcome outcome) {
        JsonObject payload = ledger.work().payload(outcome.jobId()).orElseThrow();
        int lead = payload.getInteger("lead_hours");
        if (ledger.runs().truth(run).decided(lead)) {
            return "the truth of lead " + lead + " is decided";
        }
        if (outcome.at().isBefore(payload.getInstant("give_up_at"))) {
            ask(run, lead, outcome.traceContext());
            return null;
        }
        String reason = "given up: looking for it failed until the end ("
                + outcome.data().getString("message", outcome.kind().word()) + ")";
        String source = payload.getString("source");
        Instant validTime = payload.getInstant("valid_time");
        ledger.runs().giveUpTruth(source, validTime, reason);
        ledger.tell(
                OutcomeKind.TRUTH_GONE,
                new JsonObject()
                        .put("source", source)
                        .put("valid_time", validTime.toString())
                        .put("reason", reason)
                        .put("run_id", run.id())
                        .put("given_up_at", outcome.at().toString()));
        return null;
    }

    /** After another run has given the truth up: this one asks itself. */
    void askAgain(Run run, int lead, String trace) {
        if (!ledger.runs().truth(run).decided(lead)) {
            ask(run, lead, trace);
        }
    }

    private void ask(Run run, int lead, String trace) {
        ledger.work().enqueue(List.of(job(run, lead, Due.after(run.config().era5Check()), trace)));
    }

    /** Until when a run waits for the truth of a lead. */
    static Instant giveUpAt(Run run, int lead) {
        Instant due = run.config().due(run.initTime(), lead);
        return (due.isAfter(run.created()) ? due : run.created())
                .plus(run.config().era5GiveUp());
    }

    private static NewJob job(Run run, int lead, Due due, String trace) {
        String source = run.config().referenceSource();
        Instant validTime = run.initTime().plus(Duration.ofHours(lead));
        JsonObject payload = new JsonObject()
                .put("source", source)
                .put("valid_time", validTime.toString())
                .put("run_id", run.id())
                .put("lead_hours", lead)
                .put("give_up_at", giveUpAt(run, lead).toString());
        String key = "era5_truth_" + source + "_" + validTime;
        return new NewJob(
                JobType.ERA5_TRUTH, JobType.ERA5_TRUTH.priority(), payload, due, key, run.id(), null, null, trace);
    }
}
