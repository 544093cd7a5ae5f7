package fairweather.forecast.protocol;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.Test;

class RsaEnvelopeTest {
    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static PublicKey ofBits(int bits, BigInteger exponent) throws GeneralSecurityException {
        BigInteger odd = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(odd, exponent));
    }

    @Test
    void what_is_sealed_for_a_key_is_opened_by_its_owner_alone() throws GeneralSecurityException {
        KeyPair owner = pair("RSA", 2048);
        byte[] content = {1, 2, 3};

        PublicKey read = RsaEnvelope.publicKey(RsaEnvelope.pem(owner.getPublic()));
        byte[] sealed = RsaEnvelope.seal(read, content);

        assertThat(read).isEqualTo(owner.getPublic());
        assertThat(RsaEnvelope.open(owner.getPrivate(), sealed)).hasValue(content);
        assertThat(RsaEnvelope.seal(read, content)).isNotEqualTo(sealed);
        sealed[0] ^= 1;
        assertThat(RsaEnvelope.open(owner.getPrivate(), sealed)).isEmpty();
        assertThat(RsaEnvelope.open(pair("RSA", 2048).getPrivate(), RsaEnvelope.seal(read, content)))
                .isEmpty();
    }

    @Test
    void a_key_that_is_too_short_or_too_long_is_not_used() throws GeneralSecurityException {
        BigInteger usual = BigInteger.valueOf(65537);
        assertThat(codeOf(() -> RsaEnvelope.publicKey(RsaEnvelope.pem(ofBits(2047, usual)))))
                .isEqualTo(Code.HANDSHAKE);
        assertThat(RsaEnvelope.publicKey(RsaEnvelope.pem(ofBits(2048, usual)))).isEqualTo(ofBits(2048, usual));
        assertThat(codeOf(() -> RsaEnvelope.publicKey(RsaEnvelope.pem(ofBits(8193, usual)))))
                .isEqualTo(Code.HANDSHAKE);
        BigInteger endless = BigInteger.ONE.shiftLeft(65).add(BigInteger.ONE);
        assertThat(codeOf(() -> RsaEnvelope.publicKey(RsaEnvelope.pem(ofBits(2048, endless)))))
                .isEqualTo(Code.HANDSHAKE);
    }

    @Test
    void garbage_is_no_key() throws GeneralSecurityException {
        String good = RsaEnvelope.pem(ofBits(2048, BigInteger.valueOf(65537)));
        String other = RsaEnvelope.pem(pair("EC", 256).getPublic());
        for (String pem : new String[] {
            "",
            "a key",
            good.replace("PUBLIC", "PRIVATE"),
            good.substring(0, 100),
            good.replace("MII", "AAA"),
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\n====\n-----END PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\n" + "A".repeat(70_000) + "\n-----END PUBLIC KEY-----",
            other
        }) {
            assertThat(codeOf(() -> RsaEnvelope.publicKey(pem))).isEqualTo(Code.HANDSHAKE);
        }
    }
}
