package fairweather.proof;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not know, over the main code of all modules. */
class HouseRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("fairweather.root", ".."));
    private static final int MOST_LINES = 500;

    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "jakarta.ws.rs..",
        "io.vertx.mutiny.sqlclient..",
        "io.vertx.sqlclient..",
        "io.vertx.pgclient..",
        "java.sql..",
        "java.net.http..",
        "io.vertx.core.http.."
    };

    private static final String[] DOMAIN = {
        "fairweather.failure..",
        "fairweather.retry..",
        "fairweather.outcome..",
        "fairweather.run..",
        "fairweather.response..",
        "fairweather.score..",
        "fairweather.forecast..",
        "fairweather.orchestrator.machine..",
        "fairweather.orchestrator.fold",
        "fairweather.miner.conversation..",
        "fairweather.scoring.metric..",
        "fairweather.scoring.score.."
    };

    /** What researchers' command may use of the rest. */
    private static final String[] SCORECARD = {
        "fairweather.scorecard",
        "fairweather.scoring.metric",
        "fairweather.scoring.score",
        "fairweather.scoring.parity",
        "fairweather.forecast",
        "fairweather.reference",
        "fairweather.failure",
        "fairweather.unit",
        "fairweather.hash"
    };

    private static final DescribedPredicate<AccessTarget> SLEEPING = DescribedPredicate.describe(
            "a sleep, whatever its arguments",
            target -> target.getName().equals("sleep")
                    && (target.getOwner().isEquivalentTo(Thread.class)
                            || target.getOwner().isEquivalentTo(TimeUnit.class)));

    private static JavaClasses main;

    @BeforeAll
    static void readTheClassesOfAllModules() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> classes = modules.map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
            assertThat(classes).hasSize(18);
            main = new ClassFileImporter().importPaths(classes);
        }
    }

    @Test
    void services_do_not_depend_on_each_other() {
        String orchestrator = "fairweather.orchestrator..";
        String gateway = "fairweather.gateway..";
        String scoring = "fairweather.scoring..";

        noClasses()
                .that()
                .resideInAPackage(orchestrator)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(gateway, scoring)
                .check(main);
        noClasses()
                .that()
                .resideInAPackage(gateway)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(orchestrator, scoring)
                .check(main);
        noClasses()
                .that()
                .resideInAPackage(scoring)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(orchestrator, gateway)
                .check(main);
    }

    @Test
    void libraries_and_simulator_know_no_service() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "fairweather.job..",
                        "fairweather.forecast..",
                        "fairweather.reference..",
                        "fairweather.miner..",
                        "fairweather.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("fairweather.orchestrator..", "fairweather.gateway..", "fairweather.scoring..")
                .check(main);
    }

    @Test
    void the_scorecard_knows_the_engine_and_the_readers_and_no_service_and_no_database() {
        noClasses()
                .that()
                .resideInAPackage("fairweather.scorecard..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "Fairweather's, and neither of the engine nor of the readers",
                        found -> found.getPackageName().startsWith("fairweather.")
                                && Stream.of(SCORECARD).noneMatch(found.getPackageName()::startsWith)))
                .check(main);
        noClasses()
                .that()
                .resideInAPackage("fairweather.scorecard..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "io.quarkus..", "io.vertx..")
                .check(main);
    }

    @Test
    void the_domain_knows_neither_framework_nor_sql_nor_http() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .check(main);
    }

    @Test
    @Tag("P-27")
    void time_comes_from_a_clock_randomness_from_a_seed_and_nobody_sleeps() {
        noClasses().should().callMethod(Instant.class, "now").check(main);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(main);
        noClasses().should().callMethod(Math.class, "random").check(main);
        noClasses().should().callConstructor(Random.class).check(main);
        noClasses().should().callMethodWhere(target(SLEEPING)).check(main);
    }

    @Test
    void every_way_to_sleep_is_known() {
        JavaClasses sleeper = new ClassFileImporter().importClasses(Sleeper.class);
        assertThat(sleeper.get(Sleeper.class).getMethodCallsFromSelf().stream()
                        .filter(call -> SLEEPING.test(call.getTarget())))
                .hasSize(4);
    }

    /** Nobody calls it. */
    private static final class Sleeper {
        static void sleep() throws InterruptedException {
            Thread.sleep(1);
            Thread.sleep(1, 1);
            Thread.sleep(Duration.ZERO);
            TimeUnit.SECONDS.sleep(1);
        }
    }

    @Test
    void no_file_is_longer_than_five_hundred_lines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                long lines;
                try (Stream<String> text = Files.lines(file)) {
                    lines = text.count();
                }
                if (lines > MOST_LINES) {
                    tooLong.add(ROOT.relativize(file) + ": " + lines);
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }
}
