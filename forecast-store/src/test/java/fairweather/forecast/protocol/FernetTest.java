package fairweather.forecast.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The first vector is the one that the format's specification gives for making and for reading a token. */
class FernetTest {
    private static final byte[] KEY = Base64.getUrlDecoder().decode("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");
    private static final String TOKEN =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
    private static final Instant TIME = Instant.parse("1985-10-26T08:20:00Z");

    private final Fernet fernet = new Fernet(KEY);

    /** Gives bytes 0, 1, 2, … */
    private static final RandomGenerator COUNTING = new RandomGenerator() {
        @Override
        public long nextLong() {
            throw new AssertionError("only bytes are needed");
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) i;
            }
        }
    };

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void the_specifications_token_is_made_and_read() {
        assertThat(new String(fernet.seal(ascii("hello"), TIME, COUNTING), StandardCharsets.US_ASCII))
                .isEqualTo(TOKEN);
        assertThat(fernet.open(ascii(TOKEN))).hasValue(ascii("hello"));
    }

    @Test
    void contents_of_every_length_around_a_block_come_back() {
        SplittableRandom random = new SplittableRandom(1);
        for (int length = 0; length <= 33; length++) {
            byte[] content = new byte[length];
            random.nextBytes(content);
            assertThat(fernet.open(fernet.seal(content, TIME, random))).hasValue(content);
        }
    }

    @Test
    void a_change_of_any_byte_of_a_token_is_noticed() {
        byte[] token = Base64.getUrlDecoder().decode(TOKEN);
        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            assertThat(fernet.open(Base64.getUrlEncoder().encode(changed)))
                    .as("byte %d", i)
                    .isEmpty();
        }
        byte[] otherKey = KEY.clone();
        otherKey[0] ^= 1;
        assertThat(new Fernet(otherKey).open(ascii(TOKEN))).isEmpty();
    }

    @Test
    void what_is_no_token_is_refused_without_an_exception() {
        byte[] token = Base64.getUrlDecoder().decode(TOKEN);
        for (int length = 0; length < token.length; length++) {
            assertThat(fernet.open(Base64.getUrlEncoder().encode(Arrays.copyOf(token, length))))
                    .isEmpty();
        }
        for (String text : new String[] {"", "=", "%%%%", "gAAAAAA", "\u00e4", TOKEN + "A"}) {
            assertThat(fernet.open(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
        }
    }

    @Test
    void a_rightly_signed_token_with_wrong_padding_is_refused() throws Exception {
        byte[] token = Base64.getUrlDecoder().decode(TOKEN);
        int signed = token.length - 32;
        token[signed - 17] ^= 1;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, 0, 16, "HmacSHA256"));
        mac.update(token, 0, signed);
        System.arraycopy(mac.doFinal(), 0, token, signed, 32);
        assertThat(fernet.open(Base64.getUrlEncoder().encode(token))).isEmpty();
    }

    @Test
    void a_key_of_another_length_is_none_and_no_key_is_ever_shown() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fernet(new byte[16]));
        assertThat(fernet.toString()).startsWith(Fernet.class.getName() + "@");
    }
}
