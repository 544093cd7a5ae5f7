package fairweather.forecast.protocol;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The single-use text of one request, {@code {unix time in ns}_{16 hex digits}}. */
public record Nonce(String text, Instant time) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,19})_[0-9a-f]{16}");
    private static final long SECOND = 1_000_000_000L;
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    public static Nonce create(InstantSource clock, RandomGenerator random) {
        Instant now = clock.instant();
        long nanoseconds = Math.addExact(Math.multiplyExact(now.getEpochSecond(), SECOND), now.getNano());
        return new Nonce(nanoseconds + "_" + HexFormat.of().toHexDigits(random.nextLong()), now);
    }

    /** @throws FailureException with {@link Code#HTTP_401_403} if the text is no nonce */
    public static Nonce parse(String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        if (!matcher.matches() || new BigInteger(matcher.group(1)).compareTo(MAX) > 0) {
            throw new FailureException(Code.HTTP_401_403, "the nonce is malformed");
        }
        long nanoseconds = Long.parseLong(matcher.group(1));
        return new Nonce(text, Instant.ofEpochSecond(nanoseconds / SECOND, nanoseconds % SECOND));
    }
}
