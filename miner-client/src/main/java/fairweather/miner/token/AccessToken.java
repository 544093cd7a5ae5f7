package fairweather.miner.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * An opaque access token and when it is replaced. Its text appears nowhere but in the Authorization header: {@code
 * toString} hides it.
 */
public record AccessToken(String secret, Instant replaceAt) {
    /** How long before its announced end a token is replaced. */
    public static final Duration EARLY = Duration.ofSeconds(60);

    /** The longest life that is believed. */
    public static final Duration LONGEST_LIFE = Duration.ofMinutes(120);

    /** The life of a token that does not say when it ends. */
    public static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);

    /** Ends further than this from 1970, before or after, are not believed to be ends. */
    private static final long FARTHEST_SECONDS = 1L << 40;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the end of a JSON web token without verifying anything: only its miner can do that. */
    public static AccessToken of(String secret, Instant now) {
        Instant latest = now.plus(LONGEST_LIFE);
        Instant end = announcedEnd(secret, now.plus(UNKNOWN_LIFE));
        return new AccessToken(secret, (end.isBefore(latest) ? end : latest).minus(EARLY));
    }

    public boolean due(Instant now) {
        return !now.isBefore(replaceAt);
    }

    private static Instant announcedEnd(String secret, Instant unknown) {
        String[] parts = secret.split("\\.");
        if (parts.length != 3) {
            return unknown;
        }
        try {
            JsonNode end =
                    JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return end.isIntegralNumber()
                            && end.canConvertToLong()
                            && end.longValue() > -FARTHEST_SECONDS
                            && end.longValue() < FARTHEST_SECONDS
                    ? Instant.ofEpochSecond(end.longValue())
                    : unknown;
        } catch (IOException | IllegalArgumentException unreadable) {
            return unknown;
        }
    }

    @Override
    public String toString() {
        return "AccessToken[replaceAt=" + replaceAt + "]";
    }
}
