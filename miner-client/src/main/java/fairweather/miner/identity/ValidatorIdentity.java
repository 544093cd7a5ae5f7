package fairweather.miner.identity;

import fairweather.forecast.signature.KeyScheme;
import fairweather.forecast.signature.Signer;
import fairweather.miner.settings.ValidatorSettings;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Who signs for the validator, as its settings say. */
public final class ValidatorIdentity {
    private ValidatorIdentity() {}

    /**
     * The external signer, if there is one, else the holder of the key in the file.
     *
     * @throws RuntimeException that says what is wrong, and nothing of a key, if there is no usable one
     */
    public static Signer signer(
            ValidatorSettings settings, KeyScheme scheme, RandomGenerator random, Map<String, String> environment) {
        if (settings.signerSocket().isEmpty()) {
            return new ValidatorKeyFile(
                            settings.keyFile(),
                            scheme,
                            () -> Passphrase.of(settings.passphraseFile(), environment),
                            random)
                    .signer();
        }
        String address = settings.address()
                .orElseThrow(() -> new IllegalStateException(
                        "fairweather.validator.address must say whose signatures the external signer gives"));
        return SocketSigner.connect(
                settings.signerSocket().get(), address, scheme.signatures(), settings.signerLimit());
    }
}
