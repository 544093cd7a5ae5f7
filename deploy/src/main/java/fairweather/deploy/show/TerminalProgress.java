package fairweather.deploy.show;

import fairweather.deploy.api.RunView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Bars that are redrawn in place at the bottom of a terminal; sentences scroll by above them. */
public final class TerminalProgress implements Progress {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_BELOW = ESCAPE + "0J";

    private final PrintStream out;
    private final Style style;
    private List<String> drawn = List.of();

    public TerminalProgress(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public synchronized void show(RunView run, Duration sinceStart) {
        redraw(List.of(), StageBars.lines(run, sinceStart, style));
    }

    @Override
    public synchronized void say(String sentence) {
        redraw(List.of(style.plain(sentence)), drawn);
    }

    @Override
    public synchronized void end() {
        drawn = List.of();
    }

    private void redraw(List<String> above, List<String> block) {
        StringBuilder text = new StringBuilder();
        if (!drawn.isEmpty()) {
            text.append(ESCAPE).append(drawn.size()).append('A').append('\r').append(CLEAR_BELOW);
        }
        above.forEach(line -> text.append(line).append('\n'));
        block.forEach(line -> text.append(line).append('\n'));
        drawn = block;
        // One write, so that the terminal never shows half a block.
        out.print(text);
        out.flush();
    }
}
