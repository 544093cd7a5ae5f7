package fairweather.deploy.show;

import fairweather.deploy.api.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run as a few lines: one bar per stage. Always the same number of lines, each within the style's columns. */
final class StageBars {
    private static final int LABEL = 9;
    private static final int COUNT = 12;

    private StageBars() {}

    static List<String> lines(RunView run, Duration sinceStart, Style style) {
        RunView.Progress progress = run.progress();
        List<String> lines = new ArrayList<>();
        lines.add(style.fit(String.format(
                Locale.ROOT,
                "%6.1f s  run %d · %s · %d failed",
                seconds(sinceStart),
                run.id(),
                run.status(),
                progress.failed())));
        lines.add(bar("asked", progress.queried(), progress.miners(), style));
        lines.add(bar("ready", progress.ready(), progress.miners(), style));
        lines.add(bar("frozen", progress.verified(), progress.miners(), style));
        lines.add(bar("day 1", progress.day1Done(), progress.miners(), style));
        lines.add(bar("leads", progress.leadsDone(), progress.leadsTotal(), style));
        return lines;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String bar(String label, int done, int total, Style style) {
        int width = style.columns() - LABEL - COUNT;
        String bar = style.bar(total == 0 ? 0 : (double) done / total, width);
        return String.format(Locale.ROOT, "  %-" + (LABEL - 2) + "s%s %5d/%d", label, bar, done, total);
    }
}
