package fairweather.forecast.signature;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    private static final String ALICE_KEY = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
    private static final Ed25519 SCHEME = new Ed25519();

    @Test
    void wellKnownAddressesAndKeysBelongTogether() {
        assertThat(Ss58.encode(HEX.parseHex(ALICE_KEY))).isEqualTo(ALICE);
        assertThat(Ss58.decode(ALICE)).isEqualTo(HEX.parseHex(ALICE_KEY));
        assertThat(HEX.formatHex(Ss58.decode("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty")))
                .isEqualTo("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    }

    @Test
    void aHundredKeysComeBackFromTheirAddresses() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 100; n++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            assertThat(Ss58.decode(Ss58.encode(key))).isEqualTo(key);
        }
    }

    @Test
    void damagedAddressesAreRefused() {
        for (int i = 0; i < ALICE.length(); i++) {
            char other = ALICE.charAt(i) == 'z' ? 'y' : 'z';
            String damaged = ALICE.substring(0, i) + other + ALICE.substring(i + 1);
            assertThat(Ss58.isValid(damaged)).as(damaged).isFalse();
        }
        for (String text : List.of("", "5", "0OIl", ALICE + "1", "1" + ALICE, "z".repeat(48), "z".repeat(5000))) {
            assertThat(codeOf(() -> Ss58.decode(text))).isEqualTo(Code.PROTOCOL);
        }
        assertThat(Ss58.isValid(null)).isFalse();
    }

    @Test
    void theFirstVectorOfRfc8032IsReproduced() {
        Signer signer =
                Ed25519.signer(HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        assertThat(HEX.formatHex(Ss58.decode(signer.address())))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HEX.formatHex(signer.sign(new byte[0])))
                .isEqualTo("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                        + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void aSignatureHoldsForItsMessageAndItsAddressOnly() {
        byte[] seed = new byte[32];
        seed[0] = 1;
        Signer signer = Ed25519.signer(seed);
        byte[] message = "wind".getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(message);
        assertThat(SCHEME.verify(signer.address(), message, signature)).isTrue();
        assertThat(SCHEME.verify(ALICE, message, signature)).isFalse();
        assertThat(SCHEME.verify(signer.address(), "wine".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        signature[40] ^= 1;
        assertThat(SCHEME.verify(signer.address(), message, signature)).isFalse();
    }

    @Test
    void keysUnderWhichEverybodyCouldSignVerifyNothing() {
        byte[] everybodys = new byte[64];
        everybodys[0] = 1;
        for (String key : List.of("01" + "00".repeat(31), "ec" + "ff".repeat(30) + "7f", "00".repeat(32))) {
            String address = Ss58.encode(HEX.parseHex(key));
            for (int text = 0; text < 16; text++) {
                assertThat(SCHEME.verify(address, new byte[] {(byte) text}, everybodys))
                        .isFalse();
            }
        }
    }

    @Test
    void malformedSignaturesAndAddressesAreFalseAndNoException() {
        assertThat(SCHEME.verify(ALICE, new byte[0], new byte[63])).isFalse();
        assertThat(SCHEME.verify(ALICE, new byte[0], null)).isFalse();
        assertThat(SCHEME.verify("nobody", new byte[0], new byte[64])).isFalse();
        byte[] noPoint = new byte[32];
        java.util.Arrays.fill(noPoint, (byte) 0xff);
        assertThat(SCHEME.verify(Ss58.encode(noPoint), new byte[0], new byte[64]))
                .isFalse();
    }
}
