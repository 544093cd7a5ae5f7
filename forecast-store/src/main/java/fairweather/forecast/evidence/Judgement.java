package fairweather.forecast.evidence;

import java.util.ArrayList;
import java.util.List;

/** A verdict and what it rests on, in the order of the examination. */
public record Judgement(Verdict verdict, List<Line> lines) {
    public Judgement {
        lines = List.copyOf(lines);
    }

    /**
     * One thing that was looked at.
     *
     * @param answer for example {@code yes}, {@code no}, or whose word it is
     */
    public record Line(String statement, String answer) {
        @Override
        public String toString() {
            return statement + ": " + answer;
        }
    }

    /** The lines of an examination under way. */
    static final class Lines {
        private final List<Line> lines = new ArrayList<>();
        private boolean allHold = true;

        /** Something without which the record does not hold. */
        boolean require(String statement, boolean holds) {
            lines.add(new Line(statement, holds ? "yes" : "no"));
            allHold &= holds;
            return holds;
        }

        /** As {@link #require}, where it matters how it is known. */
        boolean require(String statement, boolean holds, String how) {
            lines.add(new Line(statement, holds ? "yes (" + how + ")" : "no"));
            allHold &= holds;
            return holds;
        }

        /** Something that decides nothing by itself. */
        void note(String statement, String answer) {
            lines.add(new Line(statement, answer));
        }

        boolean allHold() {
            return allHold;
        }

        Judgement judged(Verdict verdict) {
            return new Judgement(verdict, lines);
        }
    }
}
