package fairweather.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.simulator.trouble.ContentTrouble;
import fairweather.simulator.trouble.DoorTrouble;
import fairweather.simulator.trouble.FreezeTrouble;
import fairweather.simulator.trouble.TalkTrouble;
import fairweather.simulator.trouble.Trouble;
import fairweather.simulator.trouble.WireTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite is held to miners of which we know what is wrong with them. */
class SimulatorConformanceTest {
    private static final List<Trouble> TROUBLES = List.of(
            TalkTrouble.WRONG_JOB_ID,
            TalkTrouble.NO_TOKEN,
            TalkTrouble.ABSOLUTE_URL,
            TalkTrouble.UNKNOWN_STATUS,
            TalkTrouble.FAILING,
            FreezeTrouble.BAD_SIGNATURE,
            FreezeTrouble.FOREIGN_SIGNER,
            FreezeTrouble.BAD_MANIFEST_HASH,
            FreezeTrouble.CHUNK_UNLISTED,
            ContentTrouble.NAN_FIELD,
            ContentTrouble.WRONG_UNITS,
            ContentTrouble.SOUTH_POLE_ROW_MISSING,
            ContentTrouble.LONGITUDES_FROM_MINUS_180,
            ContentTrouble.LATITUDES_ASCENDING,
            DoorTrouble.OFFLINE,
            WireTrouble.HTTP_500);

    private static Simulated simulated;

    @BeforeAll
    static void start() throws Exception {
        simulated = new Simulated(TROUBLES.toArray(Trouble[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        simulated.close();
    }

    @Test
    void a_good_miner_conforms_and_the_command_says_so() {
        Run run = simulated.command("miner-conformance", 0, "--every", "10");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("pass    GATE-1 ", "pass    FILES-6 ", "This miner keeps every rule that it must keep.")
                .doesNotContain("FAIL");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void by_the_fiber_transport_a_good_miner_conforms_as_well() {
        Run run = simulated.command("miner-conformance", 0, "--every", "10", "--chunks", "4", "--transport", "fiber");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("pass    FIBER-1 ", "pass    FIBER-7 ", "skipped GATE-11 ")
                .doesNotContain("FAIL");
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                broken(TalkTrouble.WRONG_JOB_ID, "INIT-2", "POLL-2"),
                broken(TalkTrouble.NO_TOKEN, "ACCESS-1"),
                broken(TalkTrouble.ABSOLUTE_URL, "ACCESS-1"),
                broken(TalkTrouble.UNKNOWN_STATUS, "POLL-1", "POLL-6"),
                broken(TalkTrouble.FAILING, "POLL-6"),
                broken(FreezeTrouble.BAD_SIGNATURE, "MANIFEST-6"),
                broken(FreezeTrouble.FOREIGN_SIGNER, "MANIFEST-5", "MANIFEST-6"),
                broken(FreezeTrouble.BAD_MANIFEST_HASH, "MANIFEST-1"),
                broken(FreezeTrouble.CHUNK_UNLISTED, "FILES-2"),
                broken(ContentTrouble.NAN_FIELD, "FILES-6"),
                broken(ContentTrouble.WRONG_UNITS, "STORE-2", "STORE-3"),
                broken(ContentTrouble.SOUTH_POLE_ROW_MISSING),
                broken(ContentTrouble.LONGITUDES_FROM_MINUS_180),
                broken(ContentTrouble.LATITUDES_ASCENDING),
                broken(DoorTrouble.OFFLINE, "GATE-1"),
                broken(WireTrouble.HTTP_500, "GATE-1"));
    }

    private static Arguments broken(Trouble trouble, String... rules) {
        return Arguments.of(trouble.knob(), TROUBLES.indexOf(trouble) + 1, List.of(rules));
    }

    @ParameterizedTest(name = "{0} breaks {2}")
    @MethodSource("troubles")
    void a_miner_breaks_exactly_the_rules_that_its_knob_means(String knob, int uid, List<String> rules)
            throws Exception {
        Run run = simulated.command("miner-conformance", uid, "--every", "10", "--chunks", "4", "--json");

        JsonNode report = new ObjectMapper().readTree(run.out());
        List<String> broken = new ArrayList<>();
        for (JsonNode rule : report.path("rules")) {
            if (rule.path("level").asText().equals("MUST")
                    && rule.path("outcome").asText().equals("failed")) {
                broken.add(rule.path("id").asText());
            }
        }
        assertThat(broken).as(run.out()).isEqualTo(rules);
        assertThat(run.code()).isEqualTo(rules.isEmpty() ? 0 : 1);
        assertThat(report.path("conforms").booleanValue()).isEqualTo(rules.isEmpty());
    }
}
