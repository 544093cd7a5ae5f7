package fairweather.check.probe;

import fairweather.miner.probe.PhaseReport;
import fairweather.miner.probe.ProbeReport;
import fairweather.miner.probe.Verdict;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for a terminal. */
public final class ProbePrinter {
    private static final String INDENT = "    ";

    private final PrintWriter out;

    public ProbePrinter(PrintWriter out) {
        this.out = out;
    }

    /**
     * @param where the address, or the slot
     * @param remark about the asker's key; empty: none
     */
    public void print(ProbeReport report, String where, String remark) {
        out.println("miner  " + report.hotkey());
        out.println("at     " + where);
        out.println("cycle  " + report.cycle());
        out.println("asker  " + report.asker());
        if (!remark.isEmpty()) {
            paragraph("       ", "       ", remark);
        }
        out.println();
        report.phases().forEach(this::print);
        out.println();
        paragraph("", "", summary(report));
        out.flush();
    }

    private void print(PhaseReport phase) {
        boolean reached = phase.verdict() != Verdict.NOT_REACHED;
        String line = String.format(
                Locale.ROOT,
                "%-13s %9s %9s  %s%s",
                phase.phase().word(),
                reached ? phase.millis() + " ms" : "",
                phase.bytes() == null ? "" : size(phase.bytes()),
                phase.verdict().word(),
                phase.code() == null ? "" : "  " + phase.code());
        out.println(line.stripTrailing());
        phase.said().forEach(said -> paragraph(INDENT, INDENT + "  ", said));
        if (phase.advice() != null) {
            paragraph(INDENT + "> ", INDENT + "  ", phase.advice());
        }
    }

    private void paragraph(String first, String rest, String text) {
        Paragraph.lines(first, rest, text).forEach(out::println);
    }

    private static String summary(ProbeReport report) {
        if (report.good()) {
            return "All is well: this miner's forecast can be found, verified and read.";
        }
        if (!report.failed()) {
            return "Nothing is wrong, but the forecast is not finished yet; the phases after that were not reached.";
        }
        return "NOT well: "
                + report.phases().stream()
                        .filter(phase -> phase.verdict() == Verdict.FAILED)
                        .map(phase -> phase.phase().word() + " failed with " + phase.code())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
