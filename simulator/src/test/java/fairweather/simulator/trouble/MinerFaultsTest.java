package fairweather.simulator.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.simulator.FleetPlan;
import fairweather.simulator.MinerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of faults and the knobs are the same list. */
class MinerFaultsTest {
    private static final Path PAGE = Path.of("../docs/miner-faults.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

    @Test
    void every_knob_has_one_row_and_every_row_a_knob() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();

        assertThat(rows).doesNotHaveDuplicates();
        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(
                        Knobs.all().stream().map(Trouble::knob).toList());
    }

    @Test
    void every_knob_of_the_protocol_is_there() {
        assertThat(Knobs.all().stream().map(Trouble::knob))
                .contains(
                        "accept",
                        "reject",
                        "fast-path",
                        "slow",
                        "fail",
                        "http500-on-failure",
                        "unknown-status",
                        "wrong-job-id",
                        "no-token",
                        "expired-token",
                        "timeout-connect",
                        "timeout-read",
                        "garbage-json",
                        "oversize-json",
                        "bad-manifest-hash",
                        "bad-signature",
                        "foreign-signer",
                        "xxh64",
                        "chunk-swapped-after-freeze",
                        "chunk-removed-after-freeze",
                        "new-manifest-after-freeze",
                        "unlisted-chunk",
                        "redirect-to-metadata-ip",
                        "absolute-url",
                        "zip-bomb-chunk",
                        "nan-field",
                        "units-wrong",
                        "lat-flipped",
                        "720-lats",
                        "lon-180",
                        "13-level-chunks",
                        "429");
    }

    @Test
    void two_fleets_of_which_every_second_miner_is_hostile_have_all_knobs_once() {
        List<MinerPlan> first = FleetPlan.hostile(256, 0, 1, "127.0.0.1").miners();
        List<MinerPlan> second = FleetPlan.hostile(256, 128, 1, "127.0.0.1").miners();

        assertThat(first).hasSize(256);
        assertThat(first.stream().filter(plan -> plan.knob().isPresent())).hasSize(128);
        assertThat(Stream.concat(first.stream(), second.stream()).flatMap(plan -> plan.knob().stream()))
                .containsExactlyElementsOf(
                        Knobs.all().stream().skip(1).map(Trouble::knob).toList());
        assertThat(second.stream().filter(plan -> plan.uid() % 2 == 0).toList())
                .as("the good ones are the same")
                .isEqualTo(first.stream().filter(plan -> plan.uid() % 2 == 0).toList());
    }
}
