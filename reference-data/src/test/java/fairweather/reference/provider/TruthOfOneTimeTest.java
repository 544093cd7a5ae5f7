package fairweather.reference.provider;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.cache.FieldCache;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The truth of one valid time comes from one provider. */
class TruthOfOneTimeTest {
    private static final Instant TIME = Instant.parse("2026-01-02T00:00:00Z");
    private static final FieldKey EASTWARD = FieldKey.truth("10u", null, TIME);
    private static final FieldKey NORTHWARD = FieldKey.truth("10v", null, TIME);
    private static final FieldKey ALOFT = FieldKey.truth("u", 500, TIME);
    private static final List<FieldKey> BOTH = List.of(EASTWARD, NORTHWARD);

    @TempDir
    private Path directory;

    private final MadeUpSource arco = new MadeUpSource("arco", 1);
    private final MadeUpSource cds = new MadeUpSource("cds", 2);
    private final MadeUpSource others = new MadeUpSource("others", 3);
    private final TruthChoices choices = new RememberedChoices();
    private ReferenceData data;

    @BeforeEach
    void open() {
        data = data(arco, cds);
    }

    /** As another process sees it: with a cache of its own. */
    private ReferenceData data(MadeUpSource... truths) {
        FieldCache cache = FieldCache.open(directory.resolve(String.valueOf(truths.length)));
        return ReferenceData.of("providers", new Providers(null, others, List.of(truths), others), cache, choices);
    }

    private static Set<String> origins(ReferenceData data, List<FieldKey> keys) {
        return data.find(keys).values().stream()
                .map(found -> ((Ready) found.readiness()).provenance().source())
                .collect(Collectors.toSet());
    }

    private Readiness verdict(List<FieldKey> keys) {
        return data.find(keys).values().stream()
                .map(Found::readiness)
                .distinct()
                .reduce((one, another) -> {
                    throw new AssertionError("one verdict for all: " + one + " and " + another);
                })
                .orElseThrow();
    }

    @Test
    void the_first_provider_that_has_all_fields_is_chosen_and_the_next_is_not_asked() {
        assertThat(origins(data, BOTH)).containsExactly("arco");
        assertThat(cds.asked()).isEmpty();
        assertThat(choices.chosen("providers", TIME)).contains("arco");
    }

    @Test
    void a_provider_that_has_half_of_them_gives_none() {
        arco.without(NORTHWARD, new NotYet("not written"));

        assertThat(origins(data, BOTH)).containsExactly("cds");

        arco.healed();
        assertThat(origins(data, BOTH)).containsExactly("cds");
        assertThat(origins(data, List.of(ALOFT))).containsExactly("cds");
    }

    @Test
    void the_choice_holds_in_another_process_even_if_that_would_ask_another_provider_first() {
        assertThat(origins(data, BOTH)).containsExactly("arco");

        assertThat(origins(data(cds, arco, others), BOTH)).containsExactly("arco");
        assertThat(cds.asked()).isEmpty();
    }

    @Test
    void of_two_that_choose_at_once_the_stored_choice_wins() {
        TruthChoices late = new TruthChoices() {
            @Override
            public Optional<String> chosen(String source, Instant validTime) {
                return Optional.empty();
            }

            @Override
            public String choose(String source, Instant validTime, String provider) {
                return "cds";
            }
        };
        data = ReferenceData.of(
                "providers",
                new Providers(null, others, List.of(arco, cds), others),
                FieldCache.open(directory.resolve("late")),
                late);

        assertThat(origins(data, BOTH)).containsExactly("cds");
    }

    @Test
    void a_chosen_provider_that_has_gone_is_not_replaced() {
        assertThat(origins(data, BOTH)).containsExactly("arco");
        arco.withoutAnything(new Gone("withdrawn"));

        assertThat(verdict(List.of(ALOFT))).isEqualTo(new Gone("withdrawn"));
        assertThat(cds.asked()).isEmpty();
    }

    @Test
    void a_chosen_provider_that_is_not_configured_any_more_is_named() {
        choices.choose("providers", TIME, "cds");
        data = data(arco);

        assertThat(verdict(BOTH))
                .isEqualTo(new NotYet("the truth of this time was taken from cds, which is not asked here"));
    }

    @Test
    void while_nobody_has_them_every_provider_says_why_and_the_soonest_is_asked_again_first() {
        arco.withoutAnything(new NotYet("ends on 2026-01-01", Duration.ofHours(1)));
        cds.without(NORTHWARD, new NotYet("a job is running", Duration.ofSeconds(20)));

        assertThat(verdict(BOTH))
                .isEqualTo(new NotYet("arco: ends on 2026-01-01; cds: a job is running", Duration.ofSeconds(20)));
        assertThat(choices.chosen("providers", TIME)).isEmpty();
    }

    @Test
    void what_one_will_never_have_another_may_have_later() {
        arco.withoutAnything(new Gone("before its first year"));
        cds.withoutAnything(new NotYet("queued"));

        assertThat(verdict(BOTH)).isEqualTo(new NotYet("arco: before its first year; cds: queued"));
    }

    @Test
    void what_all_will_never_have_is_gone_and_what_one_contradicts_is_broken() {
        arco.withoutAnything(new Gone("a hole"));
        cds.withoutAnything(new Gone("a hole too"));
        assertThat(verdict(BOTH)).isEqualTo(new Gone("arco: a hole; cds: a hole too"));

        cds.withoutAnything(new Broken("two times are the same"));
        assertThat(verdict(BOTH)).isEqualTo(new Broken("arco: a hole; cds: two times are the same"));
    }

    @Test
    void two_valid_times_may_come_from_two_providers() {
        FieldKey later = FieldKey.truth("10u", null, TIME.plus(Duration.ofDays(1)));
        arco.without(later, new NotYet("not written"));

        assertThat(origins(data, List.of(EASTWARD, later))).containsExactlyInAnyOrder("arco", "cds");
    }

    @Test
    void what_is_cached_is_of_the_chosen_provider() {
        assertThat(data.cached(EASTWARD)).isEmpty();
        Found found = data.find(BOTH).get(EASTWARD);
        Ready ready = (Ready) found.readiness();

        assertThat(data.cached(EASTWARD).orElseThrow().file()).isEqualTo(found.file());
        assertThat(data.unchanged(EASTWARD, ready)).isTrue();
        data.evict(EASTWARD, ready);
        assertThat(data.cached(EASTWARD)).isEmpty();
        assertThat(data.unchanged(EASTWARD, ready)).isFalse();
    }
}
