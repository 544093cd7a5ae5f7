package fairweather.forecast.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Bytes as nobody should send them: noise, or valid bytes with something done to them. */
public final class Hostile {
    private static final int[] INTERESTING = {
        0, 1, -1, 7, 8, 127, 128, 255, 256, 65535, 65536, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30
    };
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "null",
        "true",
        "NaN",
        "-1",
        "1e999",
        "2147483648",
        "\\u0000",
        "\u00e9",
        "\ud83c\udf0d"
    };

    private Hostile() {}

    public static byte[] noise(int most, SplittableRandom random) {
        byte[] noise = new byte[random.nextInt(most + 1)];
        random.nextBytes(noise);
        return noise;
    }

    /** One to four changes of any kind. */
    public static byte[] mutated(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random) {
        int at = position(bytes.length, random);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> word(bytes, at, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 3 -> word(bytes, at, random.nextInt(2 * bytes.length + 1));
            case 4 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 5 -> {
                return inserted(bytes, at, Arrays.copyOfRange(bytes, at, at + random.nextInt(bytes.length - at)));
            }
            case 6 -> {
                return inserted(bytes, at, TOKENS[random.nextInt(TOKENS.length)].getBytes(UTF_8));
            }
            default -> {
                return removed(bytes, at, 1 + random.nextInt(bytes.length - at));
            }
        }
        return bytes;
    }

    /** The beginning, where headers are, as often as all the rest. */
    private static int position(int length, SplittableRandom random) {
        return random.nextInt(random.nextBoolean() ? Math.min(length, 48) : length);
    }

    /** A little-endian word, as far as there is room. */
    private static void word(byte[] bytes, int at, int value) {
        for (int k = 0; k < Integer.BYTES && at + k < bytes.length; k++) {
            bytes[at + k] = (byte) (value >> 8 * k);
        }
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }

    private static byte[] removed(byte[] bytes, int at, int count) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, at + count, shorter, at, bytes.length - at - count);
        return shorter;
    }
}
