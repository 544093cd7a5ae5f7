package fairweather.job.stateful;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.JobType;
import fairweather.job.NewJob;
import fairweather.job.Report;
import fairweather.outcome.OutcomeDraft;
import fairweather.outcome.OutcomeKind;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Something that is done to a queue. Leases are picked by a number from all that were ever given, lost ones included. */
sealed interface Step {
    /** What the queue answers. */
    Object in(Subject subject);

    record Enqueue(NewJob job) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.queue().enqueue(job));
        }
    }

    record EnqueueAll(List<NewJob> jobs) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.queue().enqueueAll(jobs));
        }
    }

    record Claim(JobType type, int limit, String worker) implements Step {
        @Override
        public Object in(Subject subject) {
            var jobs = subject.await(subject.queue().claim(type, limit, worker, Duration.ofSeconds(30)));
            jobs.forEach(job -> subject.leases().add(job.lease()));
            return jobs;
        }
    }

    record Beat(int from, int count) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.queue().heartbeat(subject.leases(from, count), Duration.ofSeconds(30)));
        }
    }

    record Tell(int lease, int firstN) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.ofLease(lease, one -> subject.queue().report(one, outcomes(1), firstN));
        }
    }

    record Finish(int lease, End end, int outcomes) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.ofLease(lease, one -> subject.queue().finish(one, end, Step.outcomes(outcomes), 0));
        }
    }

    record Release(int from, int count) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.queue().release(subject.leases(from, count)));
        }
    }

    record Cancel(int job) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.queue().cancel(job, "not wanted"));
        }
    }

    record Reclaim(int limit) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.queue().reclaimExpired(limit));
        }
    }

    record Advance(Duration by) implements Step {
        @Override
        public Object in(Subject subject) {
            subject.advance(by);
            return "";
        }
    }

    record Pause(HoldTarget target, Due until) implements Step {
        @Override
        public Object in(Subject subject) {
            subject.await(subject.holds().hold(new Hold(target, until, "paused until " + until, "operator")));
            return "";
        }
    }

    record Lift(HoldTarget target) implements Step {
        @Override
        public Object in(Subject subject) {
            return subject.await(subject.holds().lift(target));
        }
    }

    record Look(List<JobType> types, int limit) implements Step {
        @Override
        public Object in(Subject subject) {
            return List.of(
                    subject.await(subject.queue().untilNextDue(types)),
                    subject.await(subject.queue().preview(types, limit)));
        }
    }

    /** What is previewed is what is claimed then. */
    record LookAndClaim(JobType type, int limit) implements Step {
        @Override
        public Object in(Subject subject) {
            List<Long> seen = subject.await(subject.queue().preview(List.of(type), limit)).next().stream()
                    .map(job -> job.id())
                    .toList();
            var jobs = subject.await(subject.queue().claim(type, limit, "worker-b", Duration.ofSeconds(30)));
            jobs.forEach(job -> subject.leases().add(job.lease()));
            List<Long> claimed = jobs.stream().map(job -> job.lease().jobId()).toList();
            if (!claimed.equals(seen)) {
                throw new AssertionError("previewed " + seen + " and claimed " + claimed);
            }
            return claimed;
        }
    }

    private static Report outcomes(int count) {
        Report report = Report.NOTHING;
        for (int i = 0; i < count; i++) {
            report = report.and(new OutcomeDraft(OutcomeKind.POLL_RUNNING, new JsonObject().put("i", i)));
        }
        return report;
    }

    /** All the ways in which an attempt can end. */
    static List<End> ends() {
        Failure failure = Failure.of(Code.UNREACHABLE, "nobody listens");
        return List.of(
                new End.Succeeded(new JsonObject().put("n", 1)),
                new End.Retried(failure, Duration.ofSeconds(20)),
                new End.Retried(failure, Duration.ZERO),
                new End.Failed(failure),
                new End.Deferred(Due.now(), "waits", null),
                new End.Deferred(Due.after(Duration.ofMinutes(3)), "waits", new JsonObject().put("attempt", 2)),
                new End.Skipped("nothing to do"),
                new End.Cancelled("not wanted"));
    }
}
