package fairweather.data.fetch;

import fairweather.data.place.Paragraph;
import java.io.PrintWriter;

/** One line that says what is being done: written over on a terminal, else one after the other. */
final class Progress {
    private final PrintWriter err;
    private final boolean terminal;
    private final int batches;
    private int begun;

    Progress(PrintWriter err, boolean terminal, int batches) {
        this.err = err;
        this.terminal = terminal;
        this.batches = batches;
    }

    void begin(String what) {
        begun++;
        String line = begun + " of " + batches + ": " + what;
        if (terminal) {
            err.print("\r" + line + " ".repeat(Math.max(0, Paragraph.COLUMNS - 1 - line.length())));
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Leaves the line free for what is printed next. */
    void end() {
        if (terminal) {
            err.print("\r" + " ".repeat(Paragraph.COLUMNS - 1) + "\r");
            err.flush();
        }
    }
}
