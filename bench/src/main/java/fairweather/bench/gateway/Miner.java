package fairweather.bench.gateway;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * One miner of the benchmark: an address of its own on the loopback network, a key, a small signed store. Its answers
 * never change, so nginx gives them.
 */
final class Miner {
    static final String STORE = "/forecasts/store.zarr";
    static final Instant CYCLE = Instant.parse("2026-01-01T00:00:00Z");

    /** As many as a forecast of ten leads has chunks and a few: the manifest has an honest length. */
    private static final int LISTED = 700;

    private static final byte[] METADATA = "{\"metadata\": {}}".getBytes(StandardCharsets.US_ASCII);

    private final int uid;
    private final Signer signer;
    private final byte[] manifest;
    private final byte[] signature;

    Miner(int uid) {
        this.uid = uid;
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        seed[0] = (byte) uid;
        seed[1] = (byte) (uid >> 8);
        this.signer = Ed25519.signer(seed);
        Map<ObjectKey, byte[]> listed = new HashMap<>();
        listed.put(ObjectKey.CONSOLIDATED_METADATA, METADATA);
        for (int i = 0; i < LISTED; i++) {
            listed.put(ObjectKey.of("t/" + i), METADATA);
        }
        this.manifest = ManifestWriter.write(Manifest.of(listed, signer.address()));
        this.signature = signer.sign(manifest);
    }

    int uid() {
        return uid;
    }

    String hotkey() {
        return signer.address();
    }

    String host() {
        return "127.0." + (1 + uid / 200) + "." + (1 + uid % 200);
    }

    byte[] manifest() {
        return manifest;
    }

    byte[] signature() {
        return signature;
    }

    String manifestHash() {
        return Sha256.hex(manifest);
    }

    int listed() {
        return LISTED + 1;
    }

    /** Writes the store; {@code objects} appear in it under their file names, unlisted. */
    void publish(Path root, Path objects) throws IOException {
        Path store = Files.createDirectories(root.resolve(Integer.toString(uid)).resolve(STORE.substring(1)));
        Files.write(store.resolve("manifest.json"), manifest);
        Files.write(store.resolve("manifest.sig"), signature);
        Files.write(store.resolve(".zmetadata"), METADATA);
        Files.createSymbolicLink(store.resolve("objects"), objects);
    }

    /** A server block of nginx. */
    String server(Path root, int port, Certificate certificate) {
        String tls = certificate == null
                ? ""
                : "ssl_certificate %s; ssl_certificate_key %s; ssl_session_cache shared:tls:1m;"
                        .formatted(certificate.certificate(), certificate.key());
        return """
                server {
                    listen %s:%d%s; %s
                    root %s;
                    location = %s { return 200 '{"status": "fetch_accepted", "job_id": "%s"}'; }
                    location = %s { return 200 '{"status": "processing"}'; }
                    location = %s { return 200 '%s'; }
                }
                """.formatted(
                        host(),
                        port,
                        certificate == null ? "" : " ssl",
                        tls,
                        root.resolve(Integer.toString(uid)),
                        MinerWords.PATH_INITIATE,
                        JobIds.jobId(CYCLE, hotkey()),
                        MinerWords.PATH_POLL,
                        MinerWords.PATH_ACCESS,
                        claim());
    }

    private String claim() {
        return """
                {"status": "completed", "access_token": "a.b.c", "zarr_store_url": "%s", "verification_hash": "%s"}\
                """.formatted(STORE, manifestHash());
    }
}
