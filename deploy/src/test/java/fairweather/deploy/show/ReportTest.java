package fairweather.deploy.show;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.deploy.Measurement;
import fairweather.deploy.api.Board;
import fairweather.deploy.api.Json;
import fairweather.deploy.api.Miner;
import fairweather.deploy.api.Pair;
import fairweather.deploy.api.RunView;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Style STYLE = new Style(80, true);
    private static final Board BOARD = new Board(
            new Board.Run(17, "demo", "2018-10-06T18:00:00Z", "completed"),
            List.of(
                    row(null, 4, "vanished", "cancelled", null, "query", "deregistered", "DEREGISTERED"),
                    row(2, 0, "persistence", "era5_scored", 0.25, null, null, null),
                    row(3, 1, "noise 4 m/s", "failed", 0.0, "query", "connection", "UNREACHABLE"),
                    row(1, 2, "damped", "era5_scored", 0.5, null, null, null)));

    @Test
    void the_board_is_in_the_order_of_ranks_with_the_unranked_last() {
        assertThat(Leaderboard.table(BOARD, STYLE))
                .containsExactly(
                        "rank  uid  overall    ERA5  leads   day 1  forecaster",
                        "   1    2   0.5000  0.2000   0.90  0.1000  damped",
                        "   2    0   0.2500  0.2000   0.90  0.1000  persistence",
                        "   3    1   0.0000  0.2000   0.90  0.1000  noise 4 m/s",
                        "   –    4        –  0.2000   0.90  0.1000  vanished");
    }

    @Test
    void whoever_failed_or_made_trouble_is_told_about_and_plain_success_is_not() {
        List<Miner> fleet = List.of(
                new Miner(0, "a", "127.0.0.1", 1, "persistence", null),
                new Miner(1, "b", "127.0.0.1", 2, "noise 4 m/s", "offline"),
                new Miner(2, "c", "127.0.0.1", 3, "damped", "nan_stripe"));
        assertThat(Leaderboard.happenings(BOARD, fleet, STYLE))
                .containsExactly(
                        "uid   1  noise 4 m/s [offline]: failed, overall 0.0000",
                        "         query · connection · UNREACHABLE: because of it",
                        "uid   2  damped [nan_stripe]: era5_scored, overall 0.5000",
                        "uid   4  vanished: cancelled, overall –",
                        "         query · deregistered · DEREGISTERED: because of it");
    }

    @Test
    void the_report_names_missing_truth_measurements_broken_invariants_and_addresses() {
        List<String> lines = report(Map.of("inv_i01", 0L, "inv_i02", 2L)).lines(STYLE);
        assertThat(lines)
                .contains(
                        "Leaderboard of run 17, cycle 2018-10-06T18:00:00Z: completed",
                        "arrived for 1 of 2 leads: 24 h",
                        "lead 96 h (2018-10-10T18:00:00Z): gone, the file is a web page",
                        "The analysis stands in.",
                        "uid   0 and uid   9  3 of 4 fields alike, 20 of 22 chunks identical",
                        "uid   0 and uid  17  2 of 2 fields alike",
                        "time to first score: 12.3 s",
                        "scoring-service        peak memory 150 MiB, restarts 1, event loop > 100 ms: 2",
                        "simulator              peak memory unknown, restarts 0",
                        "invariants BROKEN: inv_i02 (2)",
                        "OpenAPI     http://127.0.0.1:20001/q/openapi",
                        "runs        http://127.0.0.1:20001/api/v1/runs/17");
    }

    @Test
    void invariants_that_hold_are_counted_and_those_not_seen_are_not_called_good() {
        assertThat(report(Map.of("inv_i01", 0L, "inv_i02", 0L)).lines(STYLE)).contains("invariants: all 2 hold");
        assertThat(report(Map.of()).lines(STYLE)).contains("invariants: could not be read");
    }

    @Test
    void without_unicode_everything_is_ascii() {
        assertThat(String.join("", report(Map.of()).lines(new Style(80, false))))
                .isASCII();
    }

    private static Report report(Map<String, Long> invariants) {
        RunView run = new RunView(
                17,
                "demo",
                "2018-10-06T18:00:00Z",
                "completed",
                null,
                null,
                null,
                12.34,
                null,
                List.of(
                        new RunView.Truth(24, "2018-10-07T18:00:00Z", "ready", null),
                        new RunView.Truth(96, "2018-10-10T18:00:00Z", "gone", "the file is a web page")),
                Json.MAPPER
                        .createObjectNode()
                        .set("era5", Json.MAPPER.createObjectNode().put("reason", "The analysis stands in.")));
        return new Report(
                run,
                BOARD,
                List.of(),
                List.of(
                        pair("day1", 0, 9, 2, 2),
                        pair("era5", 9, 0, 2, 1),
                        pair("chunks", 0, 9, 22, 20),
                        pair("era5", 0, 17, 2, 2)),
                List.of(
                        new Measurement("scoring-service", 1, 150 * 1024L, OptionalLong.of(2)),
                        new Measurement("simulator", 0, 0, OptionalLong.empty())),
                invariants,
                URI.create("http://127.0.0.1:20001"),
                Path.of("/somewhere/run/1"));
    }

    private static Pair pair(String kind, int a, int b, int compared, int alike) {
        return new Pair(kind, new Pair.Side(a), new Pair.Side(b), compared, alike, 0);
    }

    private static Board.Row row(
            Integer rank,
            int uid,
            String label,
            String status,
            Double overall,
            String stage,
            String category,
            String code) {
        return new Board.Row(
                rank,
                uid,
                "5" + uid,
                label,
                status,
                overall,
                0.2,
                0.9,
                0.1,
                stage,
                category,
                code,
                code == null ? null : "because of it");
    }
}
