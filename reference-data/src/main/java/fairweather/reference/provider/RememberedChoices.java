package fairweather.reference.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Choices for as long as the process lives, for commands that score nothing. */
public final class RememberedChoices implements TruthChoices {
    private record Occasion(String source, Instant validTime) {}

    private final Map<Occasion, String> choices = new ConcurrentHashMap<>();

    @Override
    public Optional<String> chosen(String source, Instant validTime) {
        return Optional.ofNullable(choices.get(new Occasion(source, validTime)));
    }

    @Override
    public String choose(String source, Instant validTime, String provider) {
        String earlier = choices.putIfAbsent(new Occasion(source, validTime), provider);
        return earlier == null ? provider : earlier;
    }
}
