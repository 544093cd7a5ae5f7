package fairweather.forecast.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.forecast.signature.schnorrkel.SecretKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** sr25519 against vectors that an independent implementation wrote (src/test/vectors/sr25519.mjs). */
class Sr25519Test {
    private static final HexFormat HEX = HexFormat.of();
    private static final Sr25519 SCHEME = new Sr25519();
    private static final RandomGenerator RANDOM = new SecureRandom();
    private static final String DEVELOPERS_KEY = "46ebddef8cd9bb167dc30878d7113b7e168e6f0646beffd77d69d39bad76b47a";

    private static JsonNode vectors() throws IOException {
        return new ObjectMapper()
                .readTree(Path.of("src/test/vectors/sr25519.json").toFile());
    }

    private static byte[] bytes(JsonNode object, String field) {
        return HEX.parseHex(object.get(field).textValue());
    }

    @Test
    void seeds_and_expanded_keys_have_the_public_keys_of_the_other_implementation() throws IOException {
        assertThat(vectors().get("keys")).hasSize(4).allSatisfy(key -> {
            String address = Ss58.encode(bytes(key, "publicKey"));
            assertThat(Sr25519.signer(bytes(key, "seed"), RANDOM).address()).isEqualTo(address);
            assertThat(Sr25519.signer(bytes(key, "expanded"), RANDOM).address()).isEqualTo(address);
        });
    }

    /** The other implementation has verified these very bytes, so what we sign is what it accepts. */
    @Test
    void signatures_are_byte_for_byte_those_of_the_other_implementation_given_the_same_randomness() throws IOException {
        assertThat(vectors().get("signatures")).hasSize(17).allSatisfy(vector -> {
            byte[] randomness = bytes(vector, "randomness");
            byte[] message = bytes(vector, "message");
            Signer signer = Sr25519.signer(bytes(vector, "seed"), new Recorded(randomness));

            assertThat(HEX.formatHex(signer.sign(message)))
                    .isEqualTo(vector.get("signature").textValue());
            assertThat(SCHEME.verify(signer.address(), message, bytes(vector, "signature")))
                    .isTrue();
        });
    }

    @Test
    void the_signature_that_other_implementations_publish_holds() {
        byte[] signature = HEX.parseHex("4e172314444b8f820bb54c22e95076f220ed25373e5c178234aa6c211d292712"
                + "44b947e3ff3418ff6b45fd1df1140c8cbff69fc58ee6dc96df70936a2bb74b82");
        String address = Ss58.encode(HEX.parseHex(DEVELOPERS_KEY));
        byte[] message = text("this is a message");

        assertThat(SCHEME.verify(address, message, signature)).isTrue();
        assertThat(SCHEME.verify(address, text("<Bytes>this is a message</Bytes>"), signature))
                .isFalse();
        signature[63] &= 0x7f;
        assertThat(SCHEME.verify(address, message, signature))
                .as("without its mark")
                .isFalse();
    }

    @Test
    void the_developers_seeds_have_their_known_addresses() {
        assertThat(addressOf("fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e"))
                .isEqualTo("5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV");
        assertThat(addressOf("e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a"))
                .isEqualTo("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    }

    @Test
    void a_signature_of_another_context_is_refused() {
        SecretKey key = SecretKey.ofSeed(new byte[32]);
        byte[] message = text("wind");

        byte[] elsewhere = key.sign("another", message, RANDOM);

        assertThat(SCHEME.verify(Ss58.encode(key.publicKey()), message, elsewhere))
                .isFalse();
    }

    @Test
    void a_scalar_that_is_not_canonical_is_refused() {
        Signer signer = Sr25519.signer(new byte[32], RANDOM);
        byte[] message = text("wind");
        byte[] signature = signer.sign(message);
        byte[] order = HEX.parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        int carry = 0;
        for (int i = 0; i < 32; i++) {
            carry += (signature[32 + i] & 0xff) + (order[i] & 0xff);
            signature[32 + i] = (byte) carry;
            carry >>= 8;
        }

        assertThat(signature[63] & 0x80).as("the mark is still there").isEqualTo(0x80);
        assertThat(SCHEME.verify(signer.address(), message, signature)).isFalse();
    }

    @Test
    void nobody_signs_under_the_neutral_element() {
        byte[] forged = new byte[64];
        forged[63] = (byte) 0x80;

        // 0·B − k·0 is the neutral element for every message.
        assertThat(SCHEME.verify(Ss58.encode(new byte[32]), text("wind"), forged))
                .isFalse();
    }

    @Test
    void malformed_signatures_and_addresses_are_false_and_no_exception() {
        String address = Sr25519.signer(new byte[32], RANDOM).address();
        byte[] full = new byte[64];
        Arrays.fill(full, (byte) 0xff);

        assertThat(SCHEME.verify(address, new byte[0], new byte[63])).isFalse();
        assertThat(SCHEME.verify(address, new byte[0], null)).isFalse();
        assertThat(SCHEME.verify(address, new byte[0], full)).isFalse();
        assertThat(SCHEME.verify("nobody", new byte[0], full)).isFalse();
        assertThat(SCHEME.verify(Ss58.encode(Arrays.copyOf(full, 32)), new byte[0], full))
                .isFalse();
    }

    @Test
    void a_signature_of_the_other_scheme_is_refused_by_both() {
        byte[] seed = new byte[32];
        byte[] message = text("wind");
        Signer ristretto = Sr25519.signer(seed, RANDOM);
        Signer edwards = Ed25519.signer(seed);

        assertThat(new Ed25519().verify(ristretto.address(), message, ristretto.sign(message)))
                .isFalse();
        assertThat(SCHEME.verify(edwards.address(), message, edwards.sign(message)))
                .isFalse();
    }

    @Test
    void keys_of_another_length_or_beyond_the_order_are_refused_and_none_is_printed() {
        byte[] full = new byte[64];
        Arrays.fill(full, (byte) 0xff);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sr25519.signer(new byte[33], RANDOM))
                .withMessageContaining("33");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sr25519.signer(full, RANDOM))
                .withMessageNotContaining("ff");
        Signer signer = Sr25519.signer(new byte[32], RANDOM);
        assertThat(signer).hasToString("Signer[" + signer.address() + "]");
    }

    @Property(tries = 40, seed = "3")
    void what_was_signed_holds_and_no_longer_with_any_bit_changed(
            @ForAll("seeds") byte[] seed,
            @ForAll("messages") byte[] message,
            @ForAll @IntRange(max = 511) int bitOfSignature,
            @ForAll @IntRange(max = 10_000) int bitOfMessage) {
        Signer signer = Sr25519.signer(seed, RANDOM);

        byte[] signature = signer.sign(message);

        assertThat(SCHEME.verify(signer.address(), message, signature)).isTrue();
        assertThat(SCHEME.verify(signer.address(), message, flipped(signature, bitOfSignature)))
                .isFalse();
        assertThat(SCHEME.verify(signer.address(), flipped(message, bitOfMessage % (8 * message.length)), signature))
                .isFalse();
    }

    @Provide
    Arbitrary<byte[]> seeds() {
        return Arbitraries.bytes().array(byte[].class).ofSize(32);
    }

    @Provide
    Arbitrary<byte[]> messages() {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(400);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static String addressOf(String seed) {
        return Sr25519.signer(HEX.parseHex(seed), RANDOM).address();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives bytes that were decided before. */
    private record Recorded(byte[] bytes) implements RandomGenerator {
        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only bytes are asked for");
        }
    }
}
