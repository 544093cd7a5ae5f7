package fairweather.bench;

import java.util.List;

/** What is to be reached, and what has been. */
public record Aim(String words, String reached, boolean met) {

    /** Adds a ratio that is to be at least so large, if it was measured. */
    public static void ratio(List<Aim> aims, String words, Spread ratio, double least) {
        if (ratio.measured()) {
            String reached = "%.2f (%.2f–%.2f)".formatted(ratio.median(), ratio.least(), ratio.most());
            aims.add(new Aim(words, reached, ratio.median() >= least));
        }
    }

    public String verdict() {
        return met ? "met" : "missed";
    }

    /** A table for a page. */
    public static String markdown(List<Aim> aims) {
        StringBuilder text = new StringBuilder("| aim | reached | |\n| --- | --- | --- |\n");
        aims.forEach(aim -> text.append("| %s | %s | %s |\n".formatted(aim.words, aim.reached, aim.verdict())));
        return text.toString();
    }
}
