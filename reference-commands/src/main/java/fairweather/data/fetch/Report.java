package fairweather.data.fetch;

import fairweather.data.place.Paragraph;
import fairweather.data.selection.Batch;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/** A line for each batch, and one for all. */
final class Report {
    private static final int NAME_WIDTH = 36;
    private static final String INDENT = "    ";

    private final PrintWriter out;
    private final Map<Standing, Integer> batches = new EnumMap<>(Standing.class);
    private Standing worst = Standing.THERE;
    private int fetched;
    private int cached;
    private int missing;

    Report(PrintWriter out) {
        this.out = out;
    }

    void tell(Batch batch, Outcome outcome) {
        fetched += outcome.fetched();
        cached += outcome.cached();
        missing += outcome.missing();
        batches.merge(outcome.standing(), 1, Integer::sum);
        worst = worst.orWorse(outcome.standing());
        out.println(String.format("%-" + NAME_WIDTH + "s", batch.describe()) + " " + counts(outcome));
        if (outcome.standing() != Standing.THERE) {
            String again = outcome.lookAgain() == null
                    ? ""
                    : "; look again at " + outcome.lookAgain().truncatedTo(ChronoUnit.SECONDS);
            Paragraph.lines(INDENT, INDENT, outcome.why() + again).forEach(out::println);
        }
        out.flush();
    }

    private static String counts(Outcome outcome) {
        StringJoiner counts = new StringJoiner(", ");
        if (outcome.fetched() > 0) {
            counts.add(outcome.fetched() + " fetched");
        }
        if (outcome.cached() > 0) {
            counts.add(outcome.cached() + " cached");
        }
        if (outcome.missing() > 0) {
            counts.add(outcome.missing() + " " + outcome.standing().words());
        }
        return counts.toString();
    }

    /** What all came to. */
    Standing sum() {
        out.println(fetched + " fields fetched, " + cached + " cached, " + missing + " missing.");
        out.flush();
        return worst;
    }
}
