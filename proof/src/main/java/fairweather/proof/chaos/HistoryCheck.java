package fairweather.proof.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must hold of every history of jobs, whatever happened: no job that was accepted is lost, none is finished twice,
 * each lease ends at most once, tokens only grow, nothing is told under an old token, and no miner has two jobs at work.
 * Which steps there are is not said here but in the job's own table.
 */
final class HistoryCheck {
    private final List<String> problems = new ArrayList<>();
    private final Map<Long, JobEvent> last = new HashMap<>();
    private final Map<Slot, Long> atWork = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    private HistoryCheck() {}

    private record Slot(Integer runId, int uid) {}

    /**
     * An outcome and its job in the moment of writing.
     *
     * @param token under which it was written
     * @param latest the job's own; null if there was no such job
     * @param held whether the job was at work, or ended in the same transaction
     */
    record Told(long jobId, long token, Long latest, boolean held) {
        private String problem() {
            String what = "job " + jobId + ": an outcome was written under token " + token;
            if (latest == null || latest != token) {
                return what + " when the latest was " + latest;
            }
            return held ? null : what + " when the job had ended";
        }
    }

    /**
     * What is wrong, in sentences; empty if all holds.
     *
     * @param events in the order in which they were written
     * @param told every outcome that names a token
     */
    static List<String> problems(List<JobEvent> events, List<Told> told) {
        HistoryCheck check = new HistoryCheck();
        events.forEach(check::next);
        check.last.values().stream()
                .filter(event -> !event.terminal())
                .forEach(event -> check.problems.add(name(event) + " is lost: it was left " + event.to()));
        told.stream().map(Told::problem).filter(Objects::nonNull).forEach(check.problems::add);
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
        if (before.terminal()) {
            problems.add(name(event) + " was finished (" + before.to() + ") and went on to " + event.to());
            return;
        }
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
