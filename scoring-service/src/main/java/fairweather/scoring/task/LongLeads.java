package fairweather.scoring.task;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.Job;
import fairweather.job.Report;
import fairweather.job.TaskResult;
import fairweather.scoring.input.InputRequest;
import fairweather.scoring.input.ReferenceFields;
import fairweather.scoring.input.SavedReference;
import fairweather.scoring.store.JobLog;
import fairweather.scoring.store.LeadStore;
import fairweather.scoring.store.Run;
import fairweather.scoring.store.RunStore;
import fairweather.step.StepEvent;
import fairweather.step.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Saves what the run's own cycle forecast for the later leads: when their truth comes, weeks later, the archives have
 * forgotten it. A lead is scored without it too, so nothing that happens here fails a run or holds up another: an attempt
 * saves one lead, and what another run waits for comes in between.
 */
final class LongLeads {
    /** How long after the run was opened what is not there yet is waited for. */
    static final Duration HORIZON = Duration.ofHours(12);

    /** How long an attempt looks for leads; archives that answer with silence could make it last for hours. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RunStore runs;
    private final LeadStore steps;
    private final ReferenceFields fields;

    LongLeads(RunStore runs, LeadStore steps, ReferenceFields fields) {
        this.runs = runs;
        this.steps = steps;
        this.fields = fields;
    }

    /** Goes on with the next lead when it is this job's turn again. */
    static TaskResult goOn(Report report) {
        return new TaskResult.Deferred(
                Due.now(), "what the cycle forecast for later leads is saved next", null, report);
    }

    /** Saves the first lead that is there. Until every lead is saved or given up the job waits, at no cost. */
    TaskResult save(Job job, Run run) {
        boolean last = runs.olderThan(run, HORIZON);
        long begin = System.nanoTime();
        Unsaved unsaved = new Unsaved(job);
        for (int lead : steps.unsaved(run)) {
            long start = System.nanoTime();
            if (start - begin > PATIENCE.toNanos()) {
                return unsaved.pause(run);
            }
            StepKey step = StepKey.saveReference(lead);
            switch (fields.saveReference(InputRequest.era5(run, lead))) {
                case SavedReference.Saved saved -> {
                    StepEvent done = StepEvent.succeeded(step, ScoringTask.millisSince(start), null);
                    return goOn(unsaved.givenUp().and(done));
                }
                case SavedReference.Lost lost -> unsaved.give(step, lost.why());
                case SavedReference.NotYet notYet
                when last -> unsaved.give(step, "given up after waiting: " + notYet.why());
                case SavedReference.NotYet notYet -> unsaved.wait(step, notYet);
            }
        }
        return unsaved.result(run);
    }

    /** The leads that are not saved now. */
    private final class Unsaved {
        private final Job job;
        private final SortedMap<StepKey, Failure> given = new TreeMap<>(Comparator.comparing(StepKey::leadHours));
        private final SortedMap<StepKey, Failure> waiting = new TreeMap<>(Comparator.comparing(StepKey::leadHours));
        private Duration soonest;

        Unsaved(Job job) {
            this.job = job;
        }

        void give(StepKey step, String why) {
            given.put(step, Failure.of(Code.REFERENCE_NOT_READY, why));
        }

        void wait(StepKey step, SavedReference.NotYet notYet) {
            waiting.put(step, Failure.of(Code.REFERENCE_NOT_READY, notYet.why()));
            Duration askAgain = notYet.askAgain();
            if (askAgain != null && (soonest == null || askAgain.compareTo(soonest) < 0)) {
                soonest = askAgain;
            }
        }

        /** There are further leads, which have not been looked at. */
        TaskResult pause(Run run) {
            return waiting.isEmpty() ? goOn(givenUp()) : result(run);
        }

        TaskResult result(Run run) {
            Report report = givenUp();
            if (waiting.isEmpty()) {
                return TaskResult.succeeded(report);
            }
            Instant next = runs.instantAfter(run.wait(run.dataWait(), soonest));
            for (Map.Entry<StepKey, Failure> one : waiting.entrySet()) {
                report = report.and(Waiting.step(one.getKey(), one.getValue(), next));
            }
            String why = waiting.get(waiting.firstKey()).message();
            return new TaskResult.Deferred(Due.at(next), why, null, report);
        }

        private Report givenUp() {
            Report report = Report.NOTHING;
            for (Map.Entry<StepKey, Failure> one : given.entrySet()) {
                report = report.and(StepEvent.failed(one.getKey(), one.getValue(), null));
            }
            return given.isEmpty() ? report : report.and(JobLog.note(job, words()));
        }

        private String words() {
            List<Integer> leads =
                    given.keySet().stream().map(StepKey::leadHours).toList();
            return "scored without the GFS forecast of this cycle are the leads " + leads + ": "
                    + given.get(given.firstKey()).message();
        }
    }
}
