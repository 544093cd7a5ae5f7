package fairweather.deploy.show;

import fairweather.deploy.Measurement;
import fairweather.deploy.api.Board;
import fairweather.deploy.api.Miner;
import fairweather.deploy.api.Pair;
import fairweather.deploy.api.RunView;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that is said when a run has ended.
 *
 * @param pairs of near-duplicate forecasts
 * @param invariantViolations rows per invariant view; empty if they could not be read
 */
public record Report(
        RunView run,
        Board board,
        List<Miner> fleet,
        List<Pair> pairs,
        List<Measurement> measurements,
        Map<String, Long> invariantViolations,
        URI api,
        Path directory) {

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        section(lines, "Leaderboard of run " + run.id() + ", cycle " + run.cycle() + ": " + run.status());
        if (run.errorMessage() != null) {
            lines.add(run.errorMessage());
        }
        lines.addAll(Leaderboard.table(board, style));
        section(lines, "What happened to whom");
        lines.addAll(Leaderboard.happenings(board, fleet, style));
        section(lines, "Near-duplicate forecasts");
        lines.addAll(Kinship.lines(pairs));
        section(lines, "Truth");
        lines.add(truth());
        run.truth().stream()
                .filter(truth -> !arrived(truth))
                .forEach(truth -> lines.add("lead " + truth.leadHours() + " h (" + truth.validTime() + "): "
                        + truth.status() + ", " + truth.reason()));
        lines.addAll(run.substitutions());
        section(lines, "Measured");
        lines.add("time to first score: "
                + (run.timeToFirstScoreSeconds() == null
                        ? "no score was given"
                        : String.format(Locale.ROOT, "%.1f s", run.timeToFirstScoreSeconds())));
        measurements.forEach(each -> lines.add(measured(each)));
        lines.add(invariants());
        section(lines, "Admin API");
        lines.add("runs        " + api + "/api/v1/runs/" + run.id());
        lines.add("board       " + api + "/api/v1/runs/" + run.id() + "/board");
        lines.add("pairs       " + api + "/api/v1/runs/" + run.id() + "/kinship");
        lines.add("a miner     " + api + "/api/v1/runs/" + run.id() + "/miners/0/timeline");
        lines.add("queue       " + api + "/api/v1/queue");
        lines.add("invariants  " + api + "/api/v1/invariants");
        lines.add("OpenAPI     " + api + "/q/openapi");
        lines.add("logs        " + directory.resolve("logs"));
        return lines.stream().map(style::plain).toList();
    }

    private static void section(List<String> lines, String title) {
        lines.add("");
        lines.add(title);
    }

    private String truth() {
        List<String> leads = run.truth().stream()
                .filter(Report::arrived)
                .map(truth -> Integer.toString(truth.leadHours()))
                .toList();
        return "arrived for " + leads.size() + " of " + run.truth().size() + " leads: " + String.join(", ", leads)
                + " h";
    }

    private static boolean arrived(RunView.Truth truth) {
        return truth.status().equals("ready");
    }

    private static String measured(Measurement each) {
        String blocks = each.eventLoopBlocks().isPresent()
                ? ", event loop > 100 ms: " + each.eventLoopBlocks().getAsLong()
                : "";
        return String.format(
                Locale.ROOT,
                "%-22s peak memory %s, restarts %d%s",
                each.name(),
                each.peakMemoryKib() == 0 ? "unknown" : each.peakMemoryKib() / 1024 + " MiB",
                each.restarts(),
                blocks);
    }

    private String invariants() {
        if (invariantViolations.isEmpty()) {
            return "invariants: could not be read";
        }
        List<String> broken = invariantViolations.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .toList();
        return broken.isEmpty()
                ? "invariants: all " + invariantViolations.size() + " hold"
                : "invariants BROKEN: " + String.join(", ", broken);
    }
}
