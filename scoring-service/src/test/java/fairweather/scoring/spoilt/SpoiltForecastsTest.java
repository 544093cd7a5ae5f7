package fairweather.scoring.spoilt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import fairweather.scoring.diagnosis.Background;
import fairweather.scoring.diagnosis.BestMatch;
import fairweather.scoring.diagnosis.Examination;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.spoilt.SpoiltTable.Outcome;
import fairweather.scoring.spoilt.SpoiltTable.Row;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of docs/spoilt-forecasts.md happens as it says. */
class SpoiltForecastsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * What any forecast may take before its metadata are known, and as much as a chunk and a field here for each reading:
     * all readings together stay below what one may take at once.
     */
    private static final long BUDGET = ReadingMemory.BASE + 8 * 100_000;

    @TempDir
    private static Path directory;

    private static Judgement.OfForecast sound;

    @BeforeAll
    static void the_sound_forecast_is_scored() {
        SpoiltByPython.writeTo(directory);
        sound = Judgement.of(new SoundForecast().frozen());
        assertThat(sound.failure()).isNull();
        sound.components()
                .values()
                .forEach(judged -> assertThat(judged.absence()).isNull());
    }

    static List<Row> rows() {
        return SpoiltTable.rows();
    }

    @Test
    void every_row_is_made_and_every_way_to_spoil_a_forecast_has_a_row() {
        assertThat(rows().stream().map(Row::name))
                .containsExactlyInAnyOrderElementsOf(Spoil.all().keySet());
        assertThat(rows().stream().filter(row -> row.outcome() != Outcome.SOUND))
                .hasSizeGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void a_spoilt_forecast_costs_what_it_spoils_and_nothing_else(Row row) {
        SoundForecast forecast = new SoundForecast();
        Spoil.all().get(row.name()).of(forecast);
        var store = forecast.frozen();

        long before = THREADS.getCurrentThreadAllocatedBytes();
        Judgement.OfForecast judged = Judgement.of(store);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("bytes allocated").isLessThan(BUDGET);
        if (row.outcome() == Outcome.FAILS) {
            assertThat(judged.failure()).isNotNull();
            assertThat(judged.failure().code().name()).isEqualTo(row.code());
            checkSentence(row, judged.failure().failure().message());
            return;
        }
        assertThat(judged.failure()).isNull();
        for (Component component : Component.ALL) {
            Judgement judgement = judged.components().get(component);
            if (row.costs(component)) {
                check(row, judgement, forecast.values(component));
                if (row.outcome() == Outcome.SCORED) {
                    checkDiagnosis(row, component, judgement.field());
                }
            } else {
                assertThat(judgement.absence()).as("%s", component).isNull();
                assertThat(judgement.sums().toArray())
                        .as("%s", component)
                        .isEqualTo(sound.components().get(component).sums().toArray());
            }
        }
    }

    private static void check(Row row, Judgement judgement, float[] expected) {
        switch (row.outcome()) {
            case SOUND, SCORED -> {
                assertThat(judgement.absence()).isNull();
                assertThat(judgement.field()).isEqualTo(expected);
            }
            case ZEROED -> {
                assertThat(judgement.sums()).isNotNull();
                checkAbsence(row, judgement);
            }
            case REFUSED -> {
                assertThat(judgement.sums()).isNull();
                checkAbsence(row, judgement);
            }
            case FAILS -> throw new AssertionError("checked above");
        }
    }

    /** A lie is named as the table says, or it says why not. */
    private static void checkDiagnosis(Row row, Component component, float[] field) {
        Map<Integer, Rows> around = new TreeMap<>();
        for (int hours : new int[] {-24, -12, -6, 6, 12, 24}) {
            Component other = new Component(component.variable(), component.level(), component.lead() + hours);
            around.put(hours, Rows.of(Weather.truth(other)));
        }
        Examination examination = new Examination(new Background(
                Weather.LATITUDES,
                Weather.COLUMNS,
                WeightRule.COS_1,
                Rows.of(Weather.truth(component)),
                "0123456789abcdef",
                Rows.of(Weather.climatology(component)),
                component.lead(),
                around));
        for (int i = 0; i < Weather.ROWS; i++) {
            examination.row(i, Arrays.copyOfRange(field, i * Weather.COLUMNS, (i + 1) * Weather.COLUMNS));
        }
        BestMatch match = examination.result().match();
        if (row.sentence().startsWith("none")) {
            assertThat(match).as("%s", component).isNull();
        } else {
            assertThat(match.name()).as("%s", component).isEqualTo(row.sentence());
        }
    }

    private static void checkAbsence(Row row, Judgement judgement) {
        assertThat(judgement.absence()).isNotNull();
        assertThat(judgement.absence().code().name()).isEqualTo(row.code());
        checkSentence(row, judgement.absence().sentence());
    }

    private static void checkSentence(Row row, String sentence) {
        assertThat(sentence).matches(row::says, "is \"" + row.sentence() + '"');
    }
}
