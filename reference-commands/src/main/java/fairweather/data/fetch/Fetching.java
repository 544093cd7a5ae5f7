package fairweather.data.fetch;

import fairweather.data.selection.Batch;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.Broken;
import fairweather.reference.Readiness.Gone;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.provider.Found;
import fairweather.reference.provider.ReferenceData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Has fields brought into the cache, batch by batch. What has come stays if the rest does not. */
final class Fetching {
    /** Where a provider has no better advice. */
    private static final Duration USUAL_WAIT = Duration.ofHours(1);

    private final ReferenceData data;
    private final Reachability reachability;
    private final InstantSource clock;
    private final boolean offline;

    /** What of a batch is ready is given here. */
    interface Taker {
        void take(FieldKey key, Ready ready);
    }

    /** @param offline true to take only what is cached */
    Fetching(ReferenceData data, Reachability reachability, InstantSource clock, boolean offline) {
        this.data = data;
        this.reachability = reachability;
        this.clock = clock;
        this.offline = offline;
    }

    Outcome fetch(Batch batch, Taker taker) {
        Map<FieldKey, Found> cached = cached(batch);
        if (cached.size() == batch.keys().size()) {
            return outcome(answers(cached), cached.size(), taker);
        }
        if (offline) {
            Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
            batch.keys().forEach(key -> answers.put(key, new NotYet("the " + key.describe() + " is not cached")));
            answers.putAll(answers(cached));
            return outcome(answers, cached.size(), taker);
        }
        reachability.begin();
        return outcome(answers(data.find(batch.keys())), cached.size(), taker);
    }

    private Map<FieldKey, Found> cached(Batch batch) {
        Map<FieldKey, Found> cached = new LinkedHashMap<>();
        batch.keys().forEach(key -> data.cached(key).ifPresent(found -> cached.put(key, found)));
        return cached;
    }

    private static Map<FieldKey, Readiness> answers(Map<FieldKey, Found> found) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        found.forEach((key, one) -> answers.put(key, one.readiness()));
        return answers;
    }

    private Outcome outcome(Map<FieldKey, Readiness> answers, int cached, Taker taker) {
        Standing standing = Standing.THERE;
        Readiness worst = null;
        int ready = 0;
        for (Map.Entry<FieldKey, Readiness> answer : answers.entrySet()) {
            if (answer.getValue() instanceof Ready field) {
                ready++;
                taker.take(answer.getKey(), field);
            }
            Standing its = standing(answer.getValue());
            if (its.compareTo(standing) > 0) {
                standing = its;
                worst = answer.getValue();
            }
        }
        int missing = answers.size() - ready;
        return new Outcome(
                standing,
                Math.max(ready - cached, 0),
                Math.min(cached, ready),
                missing,
                why(worst),
                standing == Standing.NOT_YET ? lookAgain(worst) : null);
    }

    private Standing standing(Readiness readiness) {
        return switch (readiness) {
            case Ready ready -> Standing.THERE;
            case NotYet notYet -> reachability.nobodyAnswered() ? Standing.UNREACHABLE : Standing.NOT_YET;
            case Gone gone -> Standing.GONE;
            case Broken broken -> Standing.BROKEN;
        };
    }

    private Instant lookAgain(Readiness worst) {
        Duration advice = worst instanceof NotYet notYet ? notYet.askAgain() : null;
        return clock.instant().plus(Optional.ofNullable(advice).orElse(USUAL_WAIT));
    }

    private static String why(Readiness worst) {
        return switch (worst) {
            case null -> "";
            case Ready ready -> "";
            case NotYet notYet -> notYet.why();
            case Gone gone -> gone.why();
            case Broken broken -> broken.why();
        };
    }
}
