package fairweather.simulator.store;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * A manifest and its signature as they are served.
 *
 * @param hash sha256 of the bytes of {@code manifest.json}, lower-case hexadecimal
 */
record SignedManifest(byte[] json, byte[] signature, String hash) {

    /**
     * @param files the hash of every listed file
     * @param change makes the bytes that are announced and signed out of the right ones
     */
    static SignedManifest of(
            SortedMap<ObjectKey, String> files, Signer miner, Tampering tampering, UnaryOperator<byte[]> change) {
        Signer signer = tampering == Tampering.FOREIGN_SIGNER ? stranger() : miner;
        byte[] json = change.apply(ManifestWriter.write(new Manifest(
                Manifest.SCHEMA_VERSION, Manifest.PROFILE_VERSION, Manifest.SHA256, signer.address(), files)));
        byte[] signature = signer.sign(json);
        if (tampering == Tampering.BAD_SIGNATURE) {
            signature[0] ^= 1;
        }
        return new SignedManifest(json, signature, Sha256.hex(json));
    }

    private static Signer stranger() {
        return Ed25519.signer(Sha256.digest("a key that no miner of the fleet has".getBytes(StandardCharsets.UTF_8)));
    }
}
