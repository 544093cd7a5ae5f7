package fairweather.reference.provider;

import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.ReferenceSource;
import fairweather.reference.cache.FieldCache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The providers of truth in their order. Truths of two providers differ by what nobody forecast, so that the fields of one
 * valid time come from one: the first that has all that are asked for.
 */
final class TruthOrder {
    private final String source;
    private final Providers providers;
    private final TruthChoices choices;
    private final FieldCache cache;

    TruthOrder(String source, Providers providers, TruthChoices choices, FieldCache cache) {
        this.source = source;
        this.providers = providers;
        this.choices = choices;
        this.cache = cache;
    }

    Optional<String> chosen(Instant validTime) {
        return choices.chosen(source, validTime);
    }

    /** @param keys of truths at this time */
    Map<FieldKey, Readiness> find(Instant validTime, List<FieldKey> keys) {
        return chosen(validTime).map(id -> from(id, keys)).orElseGet(() -> first(validTime, keys));
    }

    private Map<FieldKey, Readiness> from(String id, List<FieldKey> keys) {
        return Stream.concat(Stream.ofNullable(providers.supplement()), providers.truths().stream())
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .map(provider -> cache.fetchAll(keys, provider))
                .orElseGet(() -> all(
                        keys, new NotYet("the truth of this time was taken from " + id + ", which is not asked here")));
    }

    private Map<FieldKey, Readiness> first(Instant validTime, List<FieldKey> keys) {
        Map<String, Readiness> obstacles = new LinkedHashMap<>();
        for (ReferenceSource provider : candidates(keys)) {
            Map<FieldKey, Readiness> answers = cache.fetchAll(keys, provider);
            Optional<Readiness> obstacle = obstacle(answers.values());
            if (obstacle.isEmpty()) {
                String kept = choices.choose(source, validTime, provider.id());
                return kept.equals(provider.id()) ? answers : from(kept, keys);
            }
            obstacles.put(provider.id(), obstacle.get());
        }
        return all(keys, together(obstacles));
    }

    /** A supplement is one of them if it lists them all. */
    private List<ReferenceSource> candidates(List<FieldKey> keys) {
        List<ReferenceSource> candidates = new ArrayList<>();
        if (providers.supplement() != null && keys.stream().allMatch(providers.supplement()::lists)) {
            candidates.add(providers.supplement());
        }
        candidates.addAll(providers.truths());
        return candidates;
    }

    /** What keeps a provider from giving all fields; empty if it gives them. */
    private static Optional<Readiness> obstacle(Collection<Readiness> answers) {
        return first(answers, Broken.class)
                .or(() -> first(answers, Gone.class))
                .or(() -> first(answers, NotYet.class)
                        .map(notYet -> new NotYet(((NotYet) notYet).why(), soonest(answers))));
    }

    private static Optional<Readiness> first(Collection<Readiness> answers, Class<? extends Readiness> kind) {
        return answers.stream().filter(kind::isInstance).findFirst();
    }

    private static Duration soonest(Collection<Readiness> answers) {
        return answers.stream()
                .map(answer -> answer instanceof NotYet notYet ? notYet.askAgain() : null)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** While one may still give them they are waited for; that one contradicts itself weighs more than that one has none. */
    private static Readiness together(Map<String, Readiness> obstacles) {
        String why = obstacles.entrySet().stream()
                .map(obstacle -> obstacle.getKey() + ": " + why(obstacle.getValue()))
                .collect(Collectors.joining("; "));
        Collection<Readiness> all = obstacles.values();
        if (all.isEmpty()) {
            return new NotYet(
                    "no provider of truth is configured; the Climate Data Store counts only with a key (CDSAPI_KEY or cds.key-file)");
        }
        if (first(all, NotYet.class).isPresent()) {
            return new NotYet(why, soonest(all));
        }
        return first(all, Broken.class).isPresent() ? new Broken(why) : new Gone(why);
    }

    private static String why(Readiness readiness) {
        return switch (readiness) {
            case Ready ready -> "ready";
            case NotYet notYet -> notYet.why();
            case Gone gone -> gone.why();
            case Broken broken -> broken.why();
        };
    }

    private static Map<FieldKey, Readiness> all(List<FieldKey> keys, Readiness readiness) {
        Map<FieldKey, Readiness> answers = new HashMap<>();
        keys.forEach(key -> answers.put(key, readiness));
        return answers;
    }
}
