package fairweather.forecast.signature.schnorrkel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private static final int SHA3_256_RATE = 136;

    /** The vector of Merlin's own tests. */
    @Test
    void a_simple_transcript_has_the_challenge_of_the_reference() {
        Transcript transcript = new Transcript("test protocol");
        transcript.append("some label", text("some data"));

        assertThat(HexFormat.of().formatHex(transcript.challenge("challenge", 32)))
                .isEqualTo("d5a21972d0d5fe320c0d263fac7fffb8145aa640af6e9bca177c03c7efcf0615");
    }

    @Test
    void a_challenge_depends_on_all_that_was_said_before_it() {
        Transcript one = new Transcript("test protocol");
        Transcript other = new Transcript("test protocol");
        one.append("step", text("a"));
        other.append("step", text("b"));

        assertThat(one.challenge("challenge", 32)).isNotEqualTo(other.challenge("challenge", 32));
    }

    @Test
    void a_witness_depends_on_secret_and_randomness_and_leaves_the_transcript_as_it_was() {
        Transcript asked = new Transcript("test protocol");
        Transcript quiet = new Transcript("test protocol");
        byte[] zeros = new byte[32];
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);

        byte[] witness = asked.witness("w", zeros, zeros, 64);

        assertThat(asked.witness("w", zeros, zeros, 64)).isEqualTo(witness);
        assertThat(asked.witness("w", ones, zeros, 64)).isNotEqualTo(witness);
        assertThat(asked.witness("w", zeros, ones, 64)).isNotEqualTo(witness);
        assertThat(asked.challenge("challenge", 32)).isEqualTo(quiet.challenge("challenge", 32));
    }

    /** SHA3-256 of the JDK and of a sponge around our permutation are the same. */
    @Test
    void the_permutation_is_the_one_of_sha3() throws NoSuchAlgorithmException {
        for (int length : new int[] {0, 1, SHA3_256_RATE - 1, SHA3_256_RATE, SHA3_256_RATE + 1, 1000}) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) 0xa3);

            assertThat(sha3(message))
                    .as("%d bytes", length)
                    .isEqualTo(MessageDigest.getInstance("SHA3-256").digest(message));
        }
    }

    private static byte[] sha3(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length / SHA3_256_RATE + 1) * SHA3_256_RATE);
        padded[message.length] ^= 0x06;
        padded[padded.length - 1] ^= (byte) 0x80;
        ByteBuffer input = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        long[] lanes = new long[Keccak.LANES];
        while (input.hasRemaining()) {
            for (int i = 0; i < SHA3_256_RATE / Long.BYTES; i++) {
                lanes[i] ^= input.getLong();
            }
            Keccak.permute(lanes);
        }
        ByteBuffer output = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            output.putLong(lanes[i]);
        }
        return output.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
