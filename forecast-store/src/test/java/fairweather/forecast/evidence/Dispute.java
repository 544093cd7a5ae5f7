package fairweather.forecast.evidence;

import fairweather.forecast.codec.Zlib;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.manifest.ManifestWriter;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.signature.Ed25519;
import fairweather.forecast.signature.Signer;
import fairweather.forecast.zarr.Reading;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import fairweather.hash.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A miner, a validator, and what the one did to the other's frozen copy. */
final class Dispute {
    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant NOTICED = Instant.parse("2025-01-06T10:00:00Z");
    static final ObjectKey CHUNK = ObjectKey.of("2t/0.0");
    static final Signer MINER = signer(1);
    static final Signer VALIDATOR = signer(2);

    private Dispute() {}

    static Signer signer(int number) {
        byte[] seed = new byte[Ed25519.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return Ed25519.signer(seed);
    }

    /** @param since the reference time of its time axis, for example {@code 2025-01-01 00:00:00} */
    static SortedMap<ObjectKey, byte[]> store(float value, String since) {
        return store(value, since, 6);
    }

    /** @param hours of its only time, from the reference on */
    static SortedMap<ObjectKey, byte[]> store(float value, String since, double hours) {
        return new TreeMap<>(ZarrWriter.write(
                Map.of(),
                List.of(
                        ZarrVariable.floats("2t", List.of("time", "lat"), List.of(1, 2), new float[] {value, value})
                                .withCodec(new Zlib(1)),
                        ZarrVariable.coordinate("time", new double[] {hours})
                                .withAttribute("units", "hours since " + since))));
    }

    static SortedMap<ObjectKey, byte[]> store() {
        return store(280, "2025-01-01 00:00:00");
    }

    static byte[] manifest(Map<ObjectKey, byte[]> store) {
        return ManifestWriter.write(Manifest.of(store, MINER.address()));
    }

    static Commitment commitment(Map<ObjectKey, byte[]> store) {
        byte[] manifest = manifest(store);
        return new Commitment(
                "ed25519",
                "/forecasts/a.zarr",
                Sha256.hex(manifest),
                gzip(manifest),
                MINER.sign(manifest),
                gzip(store.get(ObjectKey.CONSOLIDATED_METADATA)),
                Instant.parse("2025-01-01T08:00:00Z"));
    }

    static EvidenceRecord record(Finding finding) {
        String jobId = JobIds.jobId(START, MINER.address()).toString();
        return EvidenceRecord.of(
                NOTICED,
                new EvidenceRecord.Run("daily", START),
                new EvidenceRecord.Miner(7, MINER.address(), jobId),
                commitment(store()),
                finding);
    }

    static ChangedObject changed(byte[] first, byte[] second) {
        return changed(reading(first), reading(second));
    }

    static ChangedObject changed(Reading first, Reading second) {
        String listed = Manifest.of(store(), MINER.address()).hashOf(CHUNK).orElseThrow();
        return ChangedObject.of(CHUNK, listed, List.of(first, second));
    }

    static Reading reading(byte[] bytes) {
        return Reading.of(NOTICED, Map.of("etag", "\"x\""), bytes);
    }

    static Claim claim(String path, String hash) {
        return new Claim(NOTICED, path, hash, null, null);
    }

    /** Another manifest of the miner, claimed twice. */
    static ChangedClaim claimed(Map<ObjectKey, byte[]> store) {
        byte[] manifest = manifest(store);
        Claim claim = claim("/forecasts/b.zarr", Sha256.hex(manifest));
        return new ChangedClaim(
                List.of(claim, claim),
                gzip(manifest),
                MINER.sign(manifest),
                gzip(store.get(ObjectKey.CONSOLIDATED_METADATA)));
    }

    static Attestation attested(EvidenceRecord record) {
        byte[] text = Attestation.text(EvidenceJson.canonical(record));
        return new Attestation("ed25519", VALIDATOR.address(), VALIDATOR.sign(text), null);
    }

    static String signed(EvidenceRecord record) {
        return new String(EvidenceJson.write(record, attested(record)), StandardCharsets.US_ASCII);
    }

    static Judgement judge(String document) {
        return new EvidenceVerifier(
                        name -> name.equals("ed25519") ? Optional.of(new Ed25519()) : Optional.empty(), Caps.DEFAULT)
                .judge(document.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
