package fairweather.miner.identity;

import fairweather.forecast.signature.KeyScheme;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** A secret as hexadecimal digits: 64 for a seed, 128 for an expanded key. It does not say of which scheme it is. */
final class PlainKey implements StoredKey {
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] secret;

    PlainKey(byte[] secret) {
        this.secret = secret.clone();
    }

    static PlainKey parse(byte[] content) {
        CharBuffer text = StandardCharsets.ISO_8859_1.decode(ByteBuffer.wrap(content));
        int digits = text.limit();
        while (digits > 0 && Character.isWhitespace(text.get(digits - 1))) {
            digits--;
        }
        try {
            if (digits != 64 && digits != 128) {
                throw nothingOfAKey();
            }
            return new PlainKey(HEX.parseHex(text.subSequence(0, digits)));
        } catch (IllegalArgumentException noDigits) {
            // Its message would quote the content.
            throw nothingOfAKey();
        } finally {
            Arrays.fill(text.array(), '0');
        }
    }

    private static IllegalStateException nothingOfAKey() {
        return new IllegalStateException(
                "the key file holds neither a sealed key nor the 64 (or 128) hexadecimal digits of a plain one");
    }

    @Override
    public byte[] secret(KeyScheme scheme, Supplier<Optional<Passphrase>> passphrase) {
        return secret.clone();
    }

    @Override
    public byte[] content() {
        byte[] text = new byte[2 * secret.length + 1];
        for (int i = 0; i < secret.length; i++) {
            text[2 * i] = (byte) HEX.toHighHexDigit(secret[i]);
            text[2 * i + 1] = (byte) HEX.toLowHexDigit(secret[i]);
        }
        text[2 * secret.length] = '\n';
        return text;
    }

    @Override
    public String toString() {
        return "PlainKey";
    }
}
