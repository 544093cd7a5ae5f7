package fairweather.job.stateful;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.job.Due;
import fairweather.job.End;
import fairweather.job.Hold;
import fairweather.job.HoldTarget;
import fairweather.job.HostLimit;
import fairweather.job.Job;
import fairweather.job.JobHolds;
import fairweather.job.JobLimits;
import fairweather.job.JobQueue;
import fairweather.job.JobStatus;
import fairweather.job.JobType;
import fairweather.job.Lease;
import fairweather.job.NewJob;
import fairweather.job.Obstacle;
import fairweather.job.Preview;
import fairweather.job.Report;
import fairweather.job.StandingHold;
import fairweather.job.memory.StoredJob;
import fairweather.job.memory.StoredOutcome;
import fairweather.outcome.OutcomeKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a queue is: a list of jobs that is gone through from its beginning for every question. Slow and plain. */
final class ModelQueue implements JobQueue, JobHolds {
    private final List<ModelJob> jobs = new ArrayList<>();
    private final List<StoredOutcome> outcomes = new ArrayList<>();
    private final Map<HoldTarget, StandingHold> holds = new LinkedHashMap<>();
    private final Map<String, Instant> hostFreeAt = new HashMap<>();
    private final JobLimits limits;
    private final Function<Integer, String> hostOf;
    private Instant now;
    private long ids;

    ModelQueue(Instant now, JobLimits limits, Function<Integer, String> hostOf) {
        this.now = now;
        this.limits = limits;
        this.hostOf = hostOf;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    List<StoredJob> jobs() {
        return jobs.stream().map(ModelJob::stored).toList();
    }

    List<StoredOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    private static <T> Uni<T> answer(T answer) {
        return Uni.createFrom().item(answer);
    }

    private Instant at(Due due) {
        return switch (due) {
            case Due.Now() -> now;
            case Due.After(var delay) -> now.plus(delay);
            case Due.At(var instant) -> instant;
        };
    }

    @Override
    public Uni<Optional<Long>> enqueue(NewJob job) {
        return answer(add(job));
    }

    @Override
    public Uni<List<Optional<Long>>> enqueueAll(List<NewJob> list) {
        return answer(list.stream().map(this::add).toList());
    }

    private Optional<Long> add(NewJob job) {
        long id = ++ids;
        boolean taken = job.singletonKey() != null
                && jobs.stream()
                        .anyMatch(other ->
                                !other.status.finished() && job.singletonKey().equals(other.given.singletonKey()));
        if (taken) {
            return Optional.empty();
        }
        jobs.add(new ModelJob(id, job, at(job.due())));
        return Optional.of(id);
    }

    private List<ModelJob> due(JobType type) {
        return jobs.stream()
                .filter(job -> job.given.type() == type && job.status.waiting() && !job.dueAt.isAfter(now))
                .sorted(Comparator.comparing(ModelJob::sortAt).thenComparing(job -> job.id))
                .toList();
    }

    private Stream<ModelJob> running() {
        return jobs.stream().filter(job -> job.status == JobStatus.IN_PROGRESS);
    }

    private String host(ModelJob job) {
        return job.given.minerUid() == null ? null : hostOf.apply(job.given.minerUid());
    }

    private Optional<StandingHold> holdOf(ModelJob job) {
        Comparator<StandingHold> byEnd =
                Comparator.comparing(StandingHold::until, Comparator.nullsFirst(Comparator.reverseOrder()));
        return inForce()
                .filter(hold -> hold.target().matches(job.given.type(), job.given.minerUid(), job.given.runId()))
                .min(byEnd);
    }

    private Stream<StandingHold> inForce() {
        return holds.values().stream()
                .filter(hold -> hold.until() == null || hold.until().isAfter(now));
    }

    /** The obstacle of a job before which the given ones go. */
    private Obstacle obstacle(ModelJob job, List<ModelJob> before) {
        if (holdOf(job).isPresent()) {
            return Obstacle.HELD;
        }
        Integer uid = job.given.minerUid();
        boolean busy = running()
                .anyMatch(other ->
                        other.given.type().service() == job.given.type().service()
                                && other.given.minerUid() != null
                                && other.given.minerUid().equals(uid));
        if (busy || before.stream().anyMatch(other -> uid != null && uid.equals(other.given.minerUid()))) {
            return Obstacle.MINER_BUSY;
        }
        HostLimit limit = limits.host(job.given.type());
        String host = host(job);
        if (limit == null || host == null) {
            return null;
        }
        long first = before.stream().filter(other -> host.equals(host(other))).count();
        long talking = running()
                .filter(other ->
                        other.given.type().service() == JobType.Service.ORCHESTRATOR && host.equals(host(other)))
                .count();
        if (first + talking >= limit.conversations()) {
            return Obstacle.HOST_AT_LIMIT;
        }
        Instant expected = hostFreeAt.getOrDefault(host, now);
        Instant free =
                (expected.isBefore(now) ? now : expected).plus(limit.pace().multipliedBy(first));
        return free.minus(limit.credit()).isAfter(now) ? Obstacle.HOST_PACED : null;
    }

    private long room(JobType type) {
        long running = running().filter(job -> job.given.type() == type).count();
        return limits.mostRunning(type).orElse(Integer.MAX_VALUE) - running;
    }

    /** The first jobs without an obstacle of their own. */
    private List<ModelJob> candidates(JobType type, int limit) {
        return due(type).stream()
                .filter(job -> obstacle(job, List.of()) == null)
                .limit(Math.min(limit, Math.max(0, room(type))))
                .toList();
    }

    private Obstacle obstacleInTurn(ModelJob job, List<ModelJob> candidates) {
        return obstacle(job, candidates.subList(0, candidates.indexOf(job)));
    }

    private List<ModelJob> chosen(JobType type, int limit) {
        List<ModelJob> candidates = candidates(type, limit);
        return candidates.stream()
                .filter(job -> obstacleInTurn(job, candidates) == null)
                .toList();
    }

    @Override
    public Uni<List<Job>> claim(JobType type, int limit, String worker, Duration lease) {
        List<Job> claimed = new ArrayList<>();
        for (ModelJob job : chosen(type, limit)) {
            HostLimit hostLimit = limits.host(type);
            if (hostLimit != null && host(job) != null) {
                Instant expected = hostFreeAt.getOrDefault(host(job), now);
                hostFreeAt.put(host(job), (expected.isBefore(now) ? now : expected).plus(hostLimit.pace()));
            }
            job.waited = job.status;
            job.status = JobStatus.IN_PROGRESS;
            job.attempts++;
            job.token++;
            job.worker = worker;
            job.leaseEnd = now.plus(lease);
            claimed.add(job.claimed());
        }
        return answer(claimed);
    }

    private Optional<ModelJob> held(Lease lease) {
        return running()
                .filter(job -> job.id == lease.jobId() && job.token == lease.token())
                .findFirst();
    }

    @Override
    public Uni<Set<Lease>> heartbeat(Collection<Lease> leases, Duration lease) {
        Set<Lease> alive = new HashSet<>();
        leases.stream().flatMap(one -> held(one).stream()).forEach(job -> {
            job.leaseEnd = now.plus(lease);
            alive.add(new Lease(job.id, job.token));
        });
        return answer(alive);
    }

    @Override
    public Uni<Boolean> report(Lease lease, Report report, int firstN) {
        Optional<ModelJob> job = held(lease);
        job.ifPresent(found -> tell(found, report, firstN));
        return answer(job.isPresent());
    }

    private void tell(ModelJob job, Report report, int firstN) {
        int count = report.outcomes().size();
        boolean told = outcomes.stream()
                .anyMatch(old -> old.jobId() == job.id
                        && old.leaseToken() == job.token
                        && old.n() >= firstN
                        && old.n() < firstN + count);
        if (told) {
            throw new IllegalStateException("told already");
        }
        for (int i = 0; i < count; i++) {
            var draft = report.outcomes().get(i);
            outcomes.add(job.outcome(draft.kind(), firstN + i, draft.data(), job.worker));
        }
    }

    @Override
    public Uni<Boolean> finish(Lease lease, End end, Report report, int firstN) {
        Optional<ModelJob> job = held(lease);
        job.ifPresent(found -> {
            tell(found, report, firstN);
            found.end(end, end.due() == null ? found.dueAt : at(end.due()), now);
        });
        return answer(job.isPresent());
    }

    @Override
    public Uni<Integer> release(Collection<Lease> leases) {
        List<ModelJob> released = leases.stream()
                .flatMap(lease -> held(lease).stream())
                .distinct()
                .toList();
        for (ModelJob job : released) {
            job.leave(job.waited, now);
            job.attempts = Math.max(0, job.attempts - 1);
        }
        return answer(released.size());
    }

    @Override
    public Uni<Integer> reclaimExpired(int limit) {
        List<ModelJob> expired = running()
                .filter(job -> job.leaseEnd.isBefore(now))
                .sorted(Comparator.comparing((ModelJob job) -> job.leaseEnd).thenComparing(job -> job.id))
                .limit(limit)
                .toList();
        List<ModelJob> dead = expired.stream().filter(job -> job.attempts >= 5).toList();
        for (ModelJob job : expired) {
            boolean poison = dead.contains(job);
            job.leave(poison ? JobStatus.FAILED : JobStatus.RETRY_SCHEDULED, now);
            job.token += poison ? 1 : 0;
            job.failure = Failure.of(
                    Code.LEASE_EXPIRED, "the worker stopped without a report (attempt " + job.attempts + ")");
            if (poison) {
                JsonObject data = new JsonObject().put("attempts", job.attempts);
                outcomes.add(job.outcome(OutcomeKind.JOB_LEASE_EXPIRED, 0, data, "reaper"));
            }
        }
        return answer(expired.size());
    }

    @Override
    public Uni<Boolean> cancel(long jobId, String reason) {
        Optional<ModelJob> job = jobs.stream()
                .filter(one -> one.id == jobId && !one.status.finished())
                .findFirst();
        job.ifPresent(found -> {
            found.leave(JobStatus.CANCELLED, now);
            found.token++;
            found.result = new JsonObject().put("outcome", "cancelled").put("reason", reason);
        });
        return answer(job.isPresent());
    }

    @Override
    public Uni<Optional<Duration>> untilNextDue(Collection<JobType> types) {
        if (types.stream().anyMatch(type -> !chosen(type, 1).isEmpty())) {
            return answer(Optional.of(Duration.ZERO));
        }
        Stream<Instant> due = jobs.stream()
                .filter(job -> job.status.waiting() && types.contains(job.given.type()))
                .map(job -> job.dueAt);
        Stream<Instant> ends = inForce()
                .filter(hold -> hold.target().type() == null
                        || types.contains(hold.target().type()))
                .map(StandingHold::until)
                .filter(Objects::nonNull);
        Stream<Instant> pace = types.stream().anyMatch(type -> limits.host(type) != null)
                ? hostFreeAt.values().stream()
                        .map(free -> free.minus(limits.host().credit()))
                : Stream.of();
        return answer(Stream.of(due, ends, pace)
                .flatMap(Function.identity())
                .filter(instant -> instant.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(instant -> Duration.between(now, instant)));
    }

    @Override
    public Uni<Preview> preview(Collection<JobType> types, int limit) {
        List<Preview.Waiting> next = new ArrayList<>();
        List<Preview.HeldBack> heldBack = new ArrayList<>();
        for (JobType type : types) {
            chosen(type, limit).forEach(job -> next.add(job.waiting()));
            heldBack.addAll(due(type).stream()
                    .flatMap(job -> heldBack(job, limit).stream())
                    .limit(limit)
                    .toList());
        }
        return answer(new Preview(next, heldBack));
    }

    private Optional<Preview.HeldBack> heldBack(ModelJob job, int limit) {
        List<ModelJob> candidates = candidates(job.given.type(), limit);
        Obstacle obstacle = obstacle(job, List.of());
        if (obstacle == null && candidates.contains(job)) {
            obstacle = obstacleInTurn(job, candidates);
        } else if (obstacle == null && room(job.given.type()) < limit) {
            obstacle = Obstacle.TYPE_AT_LIMIT;
        }
        return Optional.ofNullable(obstacle).map(why -> switch (why) {
            case HELD -> {
                StandingHold hold = holdOf(job).orElseThrow();
                yield new Preview.HeldBack(job.waiting(), why, hold.reason(), hold.until());
            }
            case HOST_AT_LIMIT -> new Preview.HeldBack(job.waiting(), why, host(job), null);
            case HOST_PACED -> {
                Instant free = hostFreeAt.get(host(job));
                Instant until = free == null ? null : free.minus(limits.host().credit());
                yield new Preview.HeldBack(job.waiting(), why, host(job), until);
            }
            case MINER_BUSY, TYPE_AT_LIMIT -> new Preview.HeldBack(job.waiting(), why, null, null);
        });
    }

    @Override
    public Uni<Void> hold(Hold hold) {
        Instant until = hold.until() == null ? null : at(hold.until());
        holds.put(hold.target(), new StandingHold(hold.target(), until, hold.reason(), hold.actor()));
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Boolean> lift(HoldTarget target) {
        return answer(holds.remove(target) != null);
    }

    @Override
    public Uni<List<StandingHold>> standing() {
        return answer(inForce().collect(Collectors.toList()));
    }
}
