package fairweather.reference.cache;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2025-03-01T12:00:00Z");
    private static final long PLENTY = 1_000;
    private static final Retention RULES = new Retention(Duration.ofDays(7), Duration.ofDays(30), PLENTY, PLENTY);

    private static final FieldKey ANALYSIS = FieldKey.analysis("10u", null, NOW);
    private static final FieldKey FORECAST = FieldKey.forecast("10u", null, NOW, 24);
    private static final FieldKey TRUTH = FieldKey.truth("10u", null, NOW);
    private static final FieldKey CLIMATOLOGY = FieldKey.climatology("10u", null, NOW);
    private static final FieldKey CLIMATOLOGY_LATER = FieldKey.climatology("10u", null, NOW.plusSeconds(3600));

    private static CachedField field(FieldKey key, int daysUnused) {
        return new CachedField("s", key, Path.of(key.fileName()), 100, NOW.minus(Duration.ofDays(daysUnused)));
    }

    private static List<FieldKey> removed(Retention rules, Set<FieldKey> needed, CachedField... held) {
        return rules.removals(List.of(held), (source, key) -> needed.contains(key), NOW).stream()
                .map(CachedField::key)
                .toList();
    }

    /** One line of the table: a field that nobody needs, alone in the cache, unused for so many days. */
    private record Line(FieldKey key, int daysUnused, boolean goes) {}

    @Test
    void each_product_is_kept_for_its_time_after_its_last_use() {
        List<Line> table = List.of(
                new Line(ANALYSIS, 7, false),
                new Line(ANALYSIS, 8, true),
                new Line(FORECAST, 7, false),
                new Line(FORECAST, 8, true),
                new Line(TRUTH, 8, false),
                new Line(TRUTH, 30, false),
                new Line(TRUTH, 31, true),
                new Line(CLIMATOLOGY, 31, false),
                new Line(CLIMATOLOGY, 3000, false));
        for (Line line : table) {
            CachedField held = field(line.key(), line.daysUnused());
            assertThat(removed(RULES, Set.of(), held)).as("%s", line).hasSize(line.goes() ? 1 : 0);
            assertThat(removed(RULES, Set.of(line.key()), held))
                    .as("%s, needed", line)
                    .isEmpty();
        }
    }

    @Test
    void of_the_climatology_what_was_used_last_is_kept_up_to_its_bound() {
        Retention one = new Retention(RULES.gfs(), RULES.truth(), 100, PLENTY);
        CachedField older = field(CLIMATOLOGY, 2);
        CachedField newer = field(CLIMATOLOGY_LATER, 1);
        assertThat(removed(one, Set.of(), newer, older)).containsExactly(CLIMATOLOGY);
        assertThat(removed(one, Set.of(CLIMATOLOGY), newer, older)).containsExactly(CLIMATOLOGY_LATER);
        assertThat(removed(one, Set.of(CLIMATOLOGY, CLIMATOLOGY_LATER), newer, older))
                .isEmpty();
    }

    @Test
    void with_no_bound_for_it_the_climatology_goes_as_soon_as_nobody_needs_it() {
        Retention none = new Retention(RULES.gfs(), RULES.truth(), 0, PLENTY);
        CachedField[] held = {field(CLIMATOLOGY, 0), field(CLIMATOLOGY_LATER, 0), field(TRUTH, 0)};
        assertThat(removed(none, Set.of(CLIMATOLOGY), held)).containsExactly(CLIMATOLOGY_LATER);
        assertThat(removed(none, Set.of(), held)).containsExactlyInAnyOrder(CLIMATOLOGY, CLIMATOLOGY_LATER);
    }

    @Test
    void beyond_the_bound_of_all_what_was_used_longest_ago_goes_first_and_never_what_is_needed() {
        Retention two = new Retention(RULES.gfs(), RULES.truth(), PLENTY, 200);
        CachedField[] held = {field(ANALYSIS, 1), field(TRUTH, 3), field(CLIMATOLOGY, 2), field(FORECAST, 4)};
        assertThat(removed(two, Set.of(), held)).containsExactly(FORECAST, TRUTH);
        assertThat(removed(two, Set.of(FORECAST, TRUTH), held)).containsExactly(CLIMATOLOGY, ANALYSIS);
        assertThat(removed(two, Set.of(FORECAST, TRUTH, CLIMATOLOGY), held)).containsExactly(ANALYSIS);
        assertThat(removed(two, Set.of(FORECAST, TRUTH, CLIMATOLOGY, ANALYSIS), held))
                .isEmpty();
    }

    @Test
    void what_goes_for_its_age_makes_room_for_the_rest() {
        Retention two = new Retention(RULES.gfs(), RULES.truth(), PLENTY, 200);
        assertThat(removed(two, Set.of(), field(ANALYSIS, 8), field(TRUTH, 9), field(CLIMATOLOGY, 10)))
                .containsExactly(ANALYSIS);
    }
}
