package fairweather.check.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.check.conformance.Suite.Tried;
import fairweather.check.miner.MinerOptions;
import fairweather.check.probe.Paragraph;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The findings for a terminal of 80 columns, each as soon as it is made, or as JSON at the end. */
final class SuitePrinter {
    private static final String INDENT = "        ";

    private final PrintWriter out;

    SuitePrinter(PrintWriter out) {
        this.out = out;
    }

    void begin(MinerOptions.Named named) {
        out.println("miner  " + named.hotkey());
        out.println("at     " + named.url());
        out.println("cycle  " + named.cycle());
        out.println();
        out.flush();
    }

    void print(Tried tried) {
        Rule rule = tried.rule();
        boolean only = rule.level() == Level.SHOULD && tried.finding().outcome() == Finding.Outcome.FAILED;
        String word = only ? "should" : tried.finding().outcome().word();
        Paragraph.lines(
                        String.format(Locale.ROOT, "%-7s %-11s ", word, rule.id()),
                        " ".repeat(INDENT.length() + 12),
                        rule.text())
                .forEach(out::println);
        if (tried.finding().outcome() == Finding.Outcome.FAILED) {
            Paragraph.lines(INDENT + "> ", INDENT + "  ", tried.finding().seen())
                    .forEach(out::println);
        }
        if (tried.finding().outcome() == Finding.Outcome.SKIPPED) {
            Paragraph.lines(INDENT, INDENT, tried.finding().seen()).forEach(out::println);
        }
        out.flush();
    }

    void end(List<Tried> all, int requests) {
        out.println();
        out.println(
                count(all, Finding.Outcome.PASSED) + " passed, " + broken(all).size() + " MUST broken, "
                        + wishes(all).size() + " SHOULD not kept, " + count(all, Finding.Outcome.SKIPPED) + " skipped; "
                        + requests + " requests.");
        String verdict = Suite.conforms(all)
                ? "This miner keeps every rule that it must keep."
                : broken(all).isEmpty()
                        ? "This miner could not be judged: rules that it must keep were skipped."
                        : "This miner does NOT conform: " + names(broken(all)) + ".";
        Paragraph.lines("", "", verdict).forEach(out::println);
        out.flush();
    }

    private static List<Tried> broken(List<Tried> all) {
        return all.stream().filter(Tried::broken).toList();
    }

    private static List<Tried> wishes(List<Tried> all) {
        return all.stream()
                .filter(tried ->
                        tried.rule().level() == Level.SHOULD && tried.finding().outcome() == Finding.Outcome.FAILED)
                .toList();
    }

    private static String names(List<Tried> tried) {
        return tried.stream().map(each -> each.rule().id()).collect(Collectors.joining(", "));
    }

    private static long count(List<Tried> all, Finding.Outcome outcome) {
        return all.stream()
                .filter(tried -> tried.finding().outcome() == outcome)
                .count();
    }

    void json(MinerOptions.Named named, List<Tried> all) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("hotkey", named.hotkey())
                .put("url", named.url().toString())
                .put("cycle", named.cycle().toString())
                .put("conforms", Suite.conforms(all));
        ArrayNode rules = root.putArray("rules");
        for (Tried tried : all) {
            rules.addObject()
                    .put("id", tried.rule().id())
                    .put("level", tried.rule().level().name())
                    .put("section", tried.rule().section())
                    .put("rule", tried.rule().text())
                    .put("outcome", tried.finding().outcome().name().toLowerCase(Locale.ROOT))
                    .put("seen", tried.finding().seen())
                    .put("millis", tried.millis());
        }
        out.println(root.toPrettyString());
        out.flush();
    }
}
