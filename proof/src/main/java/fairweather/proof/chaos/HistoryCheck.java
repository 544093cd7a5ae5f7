package fairweather.proof.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of every history of jobs, whatever happened: no job that was accepted is lost, none is finished twice,
 * each lease ends at most once, tokens only grow, statuses follow the legal edges, and no miner has two jobs at work.
 */
final class HistoryCheck {
    private static final Map<String, Set<String>> EDGES = Map.of(
            "pending", Set.of("in_progress", "cancelled", "pending", "failed"),
            "retry_scheduled", Set.of("in_progress", "cancelled", "retry_scheduled", "pending", "failed"),
            "in_progress", Set.of("pending", "retry_scheduled", "completed", "failed", "cancelled"));

    private final List<String> problems = new ArrayList<>();
    private final Map<Long, JobEvent> last = new HashMap<>();
    private final Map<Slot, Long> atWork = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    private HistoryCheck() {}

    private record Slot(Integer runId, int uid) {}

    /** A job that holds a lease, as an outcome names it. */
    record Claim(long jobId, long token) {}

    /**
     * What is wrong, in sentences; empty if all holds.
     *
     * @param events in the order in which they were written
     * @param told the leases under which outcomes were written by their holders
     */
    static List<String> problems(List<JobEvent> events, List<Claim> told) {
        HistoryCheck check = new HistoryCheck();
        Set<Claim> claimed = new HashSet<>();
        for (JobEvent event : events) {
            check.next(event);
            if (event.claims()) {
                claimed.add(new Claim(event.jobId(), event.token()));
            }
        }
        check.last.values().stream()
                .filter(event -> !event.terminal())
                .forEach(event -> check.problems.add(name(event) + " is lost: it was left " + event.to()));
        told.stream()
                .filter(claim -> !claimed.contains(claim))
                .forEach(claim -> check.problems.add("job " + claim.jobId() + ": an outcome was written with token "
                        + claim.token() + ", which nobody was given"));
        return check.problems;
    }

    private void next(JobEvent event) {
        JobEvent before = last.put(event.jobId(), event);
        if (event.to() == null) {
            problems.add(name(event) + " was deleted");
        } else if (before == null) {
            refuse(event.from() != null, event, "was never enqueued");
        } else {
            follow(before, event);
        }
        miner(event);
    }

    private void follow(JobEvent before, JobEvent event) {
        refuse(!before.to().equals(event.from()), event, "went from " + event.from() + ", but was " + before.to());
        if (before.terminal()) {
            problems.add(name(event) + " was finished (" + before.to() + ") and went on to " + event.to());
            return;
        }
        refuse(
                !EDGES.getOrDefault(event.from(), Set.of()).contains(event.to()),
                event,
                "went from " + event.from() + " to " + event.to() + ", which is no step");
        refuse(
                event.token() < before.token(),
                event,
                "has its token fall from " + before.token() + " to " + event.token());
        refuse(event.claims() && event.token() <= before.token(), event, "was claimed without a new token");
        if (event.ends()) {
            refuse(
                    !ended.add(event.jobId() + "/" + before.token()),
                    event,
                    "ended twice under token " + before.token());
        }
    }

    private void miner(JobEvent event) {
        if (event.uid() == null) {
            return;
        }
        Slot slot = new Slot(event.runId(), event.uid());
        if (event.claims()) {
            Long other = atWork.putIfAbsent(slot, event.jobId());
            refuse(
                    other != null && other != event.jobId(),
                    event,
                    "was claimed for uid " + event.uid() + ", for whom job " + other + " was at work");
        } else if (event.ends()) {
            atWork.remove(slot, event.jobId());
        }
    }

    private void refuse(boolean wrong, JobEvent event, String what) {
        if (wrong) {
            problems.add(name(event) + " " + what);
        }
    }

    private static String name(JobEvent event) {
        return "job " + event.jobId() + " (" + event.jobType() + ")";
    }
}
