package fairweather.miner.identity;

import fairweather.forecast.signature.KeyScheme;
import java.util.Optional;
import java.util.function.Supplier;

/** What a key file holds. */
public sealed interface StoredKey permits PlainKey, SealedKey {
    /**
     * The secret, which belongs to the caller and is to be wiped.
     *
     * @param passphrase asked only where the key is sealed
     * @throws IllegalStateException if the key is of another scheme, or the passphrase is missing or wrong
     */
    byte[] secret(KeyScheme scheme, Supplier<Optional<Passphrase>> passphrase);

    /** The bytes of the file. */
    byte[] content();

    /** @throws IllegalStateException, which says nothing of the content, if it is neither a sealed key nor digits */
    static StoredKey parse(byte[] content) {
        return content.length > 0 && content[0] == '{' ? SealedKey.parse(content) : PlainKey.parse(content);
    }
}
