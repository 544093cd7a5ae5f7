package fairweather.deploy.show;

import fairweather.deploy.api.Board;
import fairweather.deploy.api.Miner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ranking of a run as a table, and what happened to each miner that did not simply succeed. */
public final class Leaderboard {
    private static final String NOTHING = "–";

    private Leaderboard() {}

    /** Ranked rows first, by rank; a score that does not exist is a dash, one of 0 is 0. */
    public static List<String> table(Board board, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add("rank  uid  overall    ERA5  leads   day 1  forecaster");
        board.rows().stream()
                .sorted(Comparator.comparing(Board.Row::rank, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparingInt(Board.Row::uid))
                .map(row -> String.format(
                        Locale.ROOT,
                        "%4s %4d  %7s %7s %6s %7s  %s",
                        row.rank() == null ? NOTHING : row.rank(),
                        row.uid(),
                        score(row.overallForecastScore()),
                        score(row.era5CombinedScore()),
                        row.era5Completeness() == null
                                ? NOTHING
                                : String.format(Locale.ROOT, "%.2f", row.era5Completeness()),
                        score(row.day1Score()),
                        text(row.label())))
                .map(style::plain)
                .forEach(lines::add);
        return lines;
    }

    /**
     * A line or two for each miner that failed, was told to make trouble, or has a failure on record: what the
     * simulator did, if it told, and what became of it.
     */
    public static List<String> happenings(Board board, List<Miner> fleet, Style style) {
        Map<Integer, Miner> miners = fleet.stream().collect(Collectors.toMap(Miner::uid, Function.identity()));
        List<String> lines = new ArrayList<>();
        for (Board.Row row : board.rows().stream()
                .sorted(Comparator.comparingInt(Board.Row::uid))
                .toList()) {
            Miner miner = miners.get(row.uid());
            String trouble = miner == null ? null : miner.trouble();
            boolean troubled = trouble != null && !trouble.isBlank() && !trouble.equals("none");
            boolean failed = row.code() != null || row.category() != null;
            if (row.status().equals("era5_scored") && !failed && !troubled) {
                continue;
            }
            lines.add(style.plain(String.format(
                    Locale.ROOT,
                    "uid %3d  %s%s: %s, overall %s",
                    row.uid(),
                    text(row.label()),
                    troubled ? " [" + trouble + "]" : "",
                    row.status(),
                    score(row.overallForecastScore()))));
            if (failed) {
                lines.add(style.plain("         " + text(row.failedStage()) + " · " + text(row.category()) + " · "
                        + text(row.code()) + ": " + text(row.message())));
            }
        }
        return lines;
    }

    private static String score(Double value) {
        return value == null ? NOTHING : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String text(String value) {
        return value == null ? NOTHING : value;
    }
}
