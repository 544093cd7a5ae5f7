package fairweather.proof.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.deploy.DemonstrationOptions;
import fairweather.deploy.process.Stop;
import fairweather.proof.chaos.fault.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./fairweather chaos}. How long recovery takes is printed and gates nothing. */
class ChaosTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));

    /** Enough that on a quick machine, too, there is work left when the last fault strikes. */
    private static final int MINERS = 20;

    @Test
    void the_quickest_faults_lose_nothing_finish_nothing_twice_and_change_no_score() {
        Assumptions.assumeTrue(built(), "skipped: the services are not packaged; run the build of all modules");
        DemonstrationOptions options =
                DemonstrationOptions.at(ROOT).withoutTroublemakers().withMiners(MINERS);

        List<Verdict> verdicts =
                new Chaos(options, 1, new Stop(), System.out::println).play(List.of(Faults.quickest()));

        Verdict.table(verdicts).forEach(System.out::println);
        assertThat(verdicts).hasSameSizeAs(Faults.quickest()).allSatisfy(verdict -> {
            assertThat(verdict.recovery()).as(verdict.lines().toString()).isNotNull();
            assertThat(verdict.recovery().problems()).isEmpty();
            assertThat(verdict.problems()).isEmpty();
        });
    }

    @Test
    void every_fault_has_a_name_and_a_sentence_of_its_own() {
        List<Fault> faults = Faults.all();
        assertThat(new HashSet<>(faults.stream().map(Fault::name).toList())).hasSameSizeAs(faults);
        assertThat(new HashSet<>(faults.stream().map(Fault::sentence).toList())).hasSameSizeAs(faults);
        assertThat(faults)
                .extracting(Fault::name)
                .contains(Faults.quickest().stream().map(Fault::name).toArray(String[]::new));
    }

    private static boolean built() {
        return List.of("orchestrator-service", "miner-gateway-service", "scoring-service").stream()
                .allMatch(module -> Files.exists(ROOT.resolve(module + "/target/quarkus-app/quarkus-run.jar")));
    }
}
