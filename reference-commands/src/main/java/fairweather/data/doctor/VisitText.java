package fairweather.data.doctor;

import fairweather.data.place.Paragraph;
import java.io.PrintWriter;

/** A visit for a person: a block for each source, and then every mark. */
final class VisitText {
    private static final int NAME = 14;

    private final PrintWriter out;

    VisitText(PrintWriter out) {
        this.out = out;
    }

    void print(Visit visit) {
        visit.examinations().forEach(this::print);
        out.println("What was believed and not verified");
        visit.marks().forEach((mark, verdict) -> {
            line(verdict.word(), mark.claim());
            if (!verdict.text().isEmpty()) {
                line("", (verdict instanceof Verdict.Unknown ? "" : "found: ") + verdict.text());
            }
        });
        long unusable =
                visit.examinations().stream().filter(one -> !one.usable()).count();
        out.println();
        out.println(
                unusable == 0
                        ? "All sources can be used."
                        : unusable + " of " + visit.examinations().size() + " sources cannot be used.");
        out.flush();
    }

    private void print(Examination examination) {
        Paragraph.lines("", "  ", examination.source() + ": " + examination.address())
                .forEach(out::println);
        examination.findings().forEach(finding -> line(finding.name(), finding.text()));
        out.println();
    }

    private void line(String name, String text) {
        String first = String.format("  %-" + NAME + "s", name);
        Paragraph.lines(first, " ".repeat(2 + NAME), text).forEach(out::println);
    }
}
