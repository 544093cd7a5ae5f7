package fairweather.forecast.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplySignatureTest {
    private static final Ed25519 SCHEME = new Ed25519();
    private static final Signer MINER = signer(2);
    private static final String NONCE = "1767225600123456789_0123456789abcdef";
    private static final byte[] BODY = "{\"status\":\"processing\"}".getBytes(StandardCharsets.UTF_8);
    /** Made by python3-cryptography: seed 02 00 … 00, over v1, 200, the nonce and the body's hash. */
    private static final String VECTOR = "aa6159d831aea0b99dba9c12da7981db8a6499e2b5f93052368fc976b914b421"
            + "2edc67c286c3b3bafed4e92de73b03034505ab00ad3529d7bc7427bcc4c63c02";

    private static Signer signer(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return Ed25519.signer(seed);
    }

    private static boolean verifies(Signer miner, int status, String nonce, byte[] body, String signature) {
        return ReplySignature.verifies(SCHEME, miner.address(), status, nonce, body, signature);
    }

    @Test
    void the_canonical_text_is_the_protocols_and_no_requests() {
        assertThat(ReplySignature.canonicalText(200, "1_ab", "h")).isEqualTo("v1\n200\n1_ab\nh");
        assertThat(ReplySignature.sign(MINER, 200, NONCE, BODY)).isEqualTo("0x" + VECTOR);
    }

    @Test
    void a_reply_belongs_to_one_miner_one_request_one_status_and_one_body() {
        String signature = "0x" + VECTOR;
        assertThat(verifies(MINER, 200, NONCE, BODY, signature)).isTrue();

        assertThat(verifies(signer(3), 200, NONCE, BODY, signature)).isFalse();
        assertThat(verifies(MINER, 500, NONCE, BODY, signature)).isFalse();
        assertThat(verifies(MINER, 200, NONCE.replace('7', '8'), BODY, signature))
                .isFalse();
        assertThat(verifies(MINER, 200, NONCE, new byte[0], signature)).isFalse();
        for (String malformed : new String[] {null, "", VECTOR, "0x", "0xzz", signature + "00"}) {
            assertThat(verifies(MINER, 200, NONCE, BODY, malformed)).isFalse();
        }
    }
}
