package fairweather.proof.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a fault was taken.
 *
 * @param recovery null if the fault could not be carried through
 * @param problems what does not hold of the run after it
 */
public record Verdict(String fault, Recovery recovery, List<String> problems) {
    private static final int COLUMNS = 80;
    private static final int NAME = 25;
    private static final String LINE = "%-" + NAME + "s %9s %8s  %s";

    public Verdict {
        problems = List.copyOf(problems);
    }

    public boolean held() {
        return recovery != null && recovery.held() && problems.isEmpty();
    }

    /** What was done and how it was taken, in one line; what does not hold follows below it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                recovery == null
                        ? fault + ": not carried through: NOT PROVEN"
                        : "%s: %s; recovery %s (target %s): %s"
                                .formatted(fault, recovery.done(), took(), target(), word()));
        all().forEach(problem -> lines.add("    " + problem));
        return lines;
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(recovery == null ? List.of() : recovery.problems());
        all.addAll(problems);
        return all;
    }

    private String word() {
        if (held()) {
            return "held";
        }
        return recovery == null || recovery.inTime() ? "BROKEN" : "TOO SLOW";
    }

    private String took() {
        return recovery == null ? "–" : seconds(recovery.took());
    }

    private String target() {
        return recovery == null ? "–" : seconds(recovery.target());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** All verdicts as a table of 80 columns, and what to make of them. */
    public static List<String> table(List<Verdict> verdicts) {
        List<String> lines = new ArrayList<>();
        lines.add("=".repeat(COLUMNS));
        lines.add(LINE.formatted("fault", "recovery", "target", "verdict"));
        lines.add("-".repeat(COLUMNS));
        verdicts.forEach(each -> lines.add(LINE.formatted(each.fault, each.took(), each.target(), each.word())));
        lines.add("-".repeat(COLUMNS));
        long held = verdicts.stream().filter(Verdict::held).count();
        lines.add(
                held == verdicts.size()
                        ? "All " + held + " held: nothing lost, nothing finished twice, same scores, same tables."
                        : (verdicts.size() - held) + " of " + verdicts.size()
                                + " did NOT hold; the reasons are above.");
        return lines;
    }
}
