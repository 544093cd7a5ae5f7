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

/**
 * The single-use text of one request: {@code {unix time in ns}_{16 hex digits}}, by the fiber transport {@code {unix time in
 * ns}_{10 alphanumerics}}.
 */
public record Nonce(String text, Instant time) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,19})_[0-9a-f]{16}");
    private static final Pattern FIBER_FORM = Pattern.compile("(\\d{1,19})_[0-9A-Za-z]{10}");
    private static final String ALPHANUMERICS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int FIBER_LENGTH = 10;
    private static final long SECOND = 1_000_000_000L;
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    public static Nonce create(InstantSource clock, RandomGenerator random) {
        return at(clock.instant(), HexFormat.of().toHexDigits(random.nextLong()));
    }

    /** One of the fiber transport's form. */
    public static Nonce createFiber(InstantSource clock, RandomGenerator random) {
        StringBuilder tail = new StringBuilder();
        for (int i = 0; i < FIBER_LENGTH; i++) {
            tail.append(ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length())));
        }
        return at(clock.instant(), tail.toString());
    }

    private static Nonce at(Instant now, String tail) {
        long nanoseconds = Math.addExact(Math.multiplyExact(now.getEpochSecond(), SECOND), now.getNano());
        return new Nonce(nanoseconds + "_" + tail, now);
    }

    /** @throws FailureException with {@link Code#HTTP_401_403} if the text is no nonce */
    public static Nonce parse(String text) {
        return parse(FORM, text);
    }

    /** @throws FailureException with {@link Code#HTTP_401_403} if the text is no nonce of the fiber transport */
    public static Nonce parseFiber(String text) {
        return parse(FIBER_FORM, text);
    }

    private static Nonce parse(Pattern form, String text) {
        Matcher matcher = form.matcher(text == null ? "" : text);
        if (!matcher.matches() || new BigInteger(matcher.group(1)).compareTo(MAX) > 0) {
            throw new FailureException(Code.HTTP_401_403, "the nonce is malformed");
        }
        long nanoseconds = Long.parseLong(matcher.group(1));
        return new Nonce(text, Instant.ofEpochSecond(nanoseconds / SECOND, nanoseconds % SECOND));
    }
}
