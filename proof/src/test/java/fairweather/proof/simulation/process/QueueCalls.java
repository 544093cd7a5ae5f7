package fairweather.proof.simulation.process;

import fairweather.failure.Failure;
import fairweather.job.End;
import fairweather.job.Job;
import fairweather.job.JobQueue;
import fairweather.job.JobType;
import fairweather.job.Lease;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.net.SocketException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process does to a queue, in words. Looks that find nothing are left out, as are beats like the one before. */
final class QueueCalls {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    JobQueue of(JobQueue queue) {
        return (JobQueue) Proxy.newProxyInstance(
                JobQueue.class.getClassLoader(),
                new Class<?>[] {JobQueue.class},
                (proxy, method, arguments) -> answered((Uni<?>) method.invoke(queue, arguments))
                        .invoke(answer ->
                                words(method.getName(), arguments, answer).forEach(this::note)));
    }

    private Uni<?> answered(Uni<?> call) {
        return Uni.createFrom()
                .deferred(() -> away ? Uni.createFrom().failure(new SocketException("nobody listens")) : call);
    }

    /** From now on every call fails, or none. */
    void away(boolean now) {
        away = now;
    }

    private void note(String line) {
        if (lines.isEmpty() || !lines.getLast().equals(line)) {
            lines.add(line);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private static Stream<String> words(String call, Object[] arguments, Object answer) {
        return switch (call) {
            case "claim" -> claim((JobType) arguments[0], (int) arguments[1], (Collection<?>) answer);
            case "heartbeat" ->
                Stream.of("renews %s: %d held"
                        .formatted(leases((Collection<?>) arguments[0]), ((Collection<?>) answer).size()));
            case "report" -> Stream.of("reports from %s on under %s: %s".formatted(arguments[2], arguments[0], answer));
            case "finish" ->
                Stream.of("ends %s %s, outcomes from %s on: %s"
                        .formatted(text((Lease) arguments[0]), text((End) arguments[1]), arguments[3], answer));
            case "release" -> Stream.of("releases %s".formatted(leases((Collection<?>) arguments[0])));
            default -> Stream.empty();
        };
    }

    private static Stream<String> claim(JobType type, int limit, Collection<?> jobs) {
        List<Lease> leases = jobs.stream().map(job -> ((Job) job).lease()).toList();
        return jobs.isEmpty()
                ? Stream.empty()
                : Stream.of("claims %d %s: %s".formatted(limit, type.word(), leases(leases)));
    }

    private static String leases(Collection<?> leases) {
        return leases.stream()
                .map(Lease.class::cast)
                .sorted(Comparator.comparing(Lease::jobId))
                .map(QueueCalls::text)
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static String text(Lease lease) {
        return lease.jobId() + "#" + lease.token();
    }

    private static String text(End end) {
        Failure trouble = end.trouble();
        return end.status().word()
                + (end.due() == null ? "" : " " + end.due())
                + (trouble == null ? "" : " " + trouble.code());
    }
}
