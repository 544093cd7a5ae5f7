package fairweather.deploy.show;

import fairweather.deploy.api.RunView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line when something changed, for files and pipes: at once with a new status, else at most every two seconds. */
public final class PlainProgress implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final PrintStream out;
    private final Style style;
    private RunView last;
    private Duration lastShown = Duration.ZERO;

    public PlainProgress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void show(RunView run, Duration sinceStart) {
        boolean newStatus = last == null || !last.status().equals(run.status());
        boolean newCounts = last == null || !last.progress().equals(run.progress());
        if (!newStatus && !(newCounts && sinceStart.minus(lastShown).compareTo(PAUSE) >= 0)) {
            return;
        }
        last = run;
        lastShown = sinceStart;
        RunView.Progress p = run.progress();
        write(String.format(
                Locale.ROOT,
                "%6.1f s  %s: asked %d/%d · ready %d · frozen %d · day 1 %d · leads %d/%d · failed %d",
                StageBars.seconds(sinceStart),
                run.status(),
                p.queried(),
                p.miners(),
                p.ready(),
                p.verified(),
                p.day1Done(),
                p.leadsDone(),
                p.leadsTotal(),
                p.failed()));
    }

    @Override
    public synchronized void say(String sentence) {
        write(sentence);
    }

    @Override
    public void end() {
        out.flush();
    }

    private void write(String line) {
        out.println(style.plain(line));
        out.flush();
    }
}
