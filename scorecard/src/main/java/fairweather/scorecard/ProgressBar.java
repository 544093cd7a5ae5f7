package fairweather.scorecard;

import fairweather.scorecard.card.Progress;
import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that is written over and over, and removed at the end. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 30;
    private static final String CLEAR = "\r\u001b[K";

    /** A line that is wrapped cannot be written over, so a narrow terminal cuts it. */
    private static final String CUT_LINES = "\u001b[?7l";

    private static final String WRAP_LINES = "\u001b[?7h";

    private final PrintStream terminal;
    private String shown = "";

    ProgressBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void at(int done, int all, String what) {
        if (done >= all) {
            terminal.print(CLEAR);
            terminal.flush();
            return;
        }
        int full = (int) ((long) WIDTH * done / all);
        String line = String.format(
                Locale.ROOT, "[%s%s] %d of %d  %s", "#".repeat(full), ".".repeat(WIDTH - full), done, all, what);
        if (!line.equals(shown)) {
            shown = line;
            terminal.print(CLEAR + CUT_LINES + line + WRAP_LINES);
            terminal.flush();
        }
    }
}
