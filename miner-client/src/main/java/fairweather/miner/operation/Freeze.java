package fairweather.miner.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.Gzipped;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.protocol.StorePath;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.StatusException;
import fairweather.miner.client.Turn;
import fairweather.miner.client.WorkerThread;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.token.AccessToken;
import fairweather.miner.token.AccessTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/**
 * Fetches and verifies what a miner commits to, in the order that names the first fault: claim, manifest and its hash,
 * length of the signature, format, algorithm, signer, signature, consolidated metadata. The same bytes are checked and
 * handed over; nothing is fetched twice but metadata whose hash is wrong or that are missing, to confirm it.
 */
public final class Freeze {
    private final Vertx vertx;
    private final Access access;
    private final StoreReader store;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final ManifestVerifier verifier;
    private final Caps caps;
    private final MinerSettings.Timeout limits;

    public Freeze(
            Vertx vertx,
            Access access,
            StoreReader store,
            AccessTokens tokens,
            InstantSource clock,
            ManifestVerifier verifier,
            Caps caps,
            MinerSettings.Timeout limits) {
        this.vertx = vertx;
        this.access = access;
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
        this.verifier = verifier;
        this.caps = caps;
        this.limits = limits;
    }

    /** A verified commitment; manifest and consolidated metadata are also there as fetched, gzip. */
    public record Verified(
            StorePath storePath, FrozenManifest manifest, String scheme, byte[] gzip, byte[] metadataGzip) {}

    /** @param whole for everything: the claim and all objects, replaced tokens and confirming reads included */
    public Uni<Verified> run(AskedMiner miner, Deadline whole) {
        return access.claim(miner, whole.part(limits.access()))
                .invoke(claim -> tokens.put(miner.responseId(), AccessToken.of(claim.token(), clock.instant())))
                .flatMap(claim -> {
                    Reading reading = new Reading(miner, claim, whole.part(limits.manifest()));
                    return reading.verified().onTermination().invoke(reading.turn::end);
                });
    }

    /** The objects of one claim, within one budget of time. */
    private final class Reading {
        private final AskedMiner miner;
        private final AccessClaim claim;
        private final Deadline deadline;
        private final Turn turn = new Turn();

        Reading(AskedMiner miner, AccessClaim claim, Deadline deadline) {
            this.miner = miner;
            this.claim = claim;
            this.deadline = deadline;
        }

        Uni<Verified> verified() {
            return object(ObjectKey.MANIFEST, caps.manifest(), false)
                    .call(json -> onWorker(() -> verifier.checkContentHash(json, claim.manifestHash())))
                    .flatMap(json -> signature()
                            .flatMap(signature -> onWorker(
                                    () -> verifier.verify(json, signature, claim.manifestHash(), miner.hotkey()))))
                    .flatMap(manifest -> metadata(manifest, false)
                            .onFailure(Freeze::differs)
                            .recoverWithUni(() -> metadata(manifest, true))
                            .flatMap(metadata -> onWorker(() -> new Verified(
                                    claim.storePath(),
                                    manifest,
                                    verifier.scheme().id(),
                                    PackedManifest.of(manifest),
                                    Gzipped.pack(metadata)))));
        }

        private Uni<byte[]> signature() {
            return object(ObjectKey.MANIFEST_SIGNATURE, Caps.SIGNATURE_BYTES, false)
                    .onFailure(trouble -> absent(trouble) || oversize(trouble))
                    .transform(trouble -> new FailureException(
                            Code.INTEGRITY_SIGNATURE, "manifest.sig is not a signature of 64 bytes", trouble));
        }

        private Uni<byte[]> metadata(FrozenManifest manifest, boolean fresh) {
            if (manifest.hashOf(ObjectKey.CONSOLIDATED_METADATA).isEmpty()) {
                return onWorker(() -> checked(manifest, new byte[0]));
            }
            return object(ObjectKey.CONSOLIDATED_METADATA, caps.consolidatedMetadata(), fresh)
                    .onFailure(Freeze::absent)
                    .transform(gone -> StoreReader.missing(ObjectKey.CONSOLIDATED_METADATA))
                    .flatMap(bytes -> onWorker(() -> checked(manifest, bytes)));
        }

        private byte[] checked(FrozenManifest manifest, byte[] bytes) {
            ManifestVerifier.checkMetadata(manifest.manifest(), bytes);
            return bytes;
        }

        private Uni<byte[]> object(ObjectKey key, int cap, boolean fresh) {
            return store.open(miner, claim.storePath(), claim.manifestHash(), key, fresh, deadline, limits.manifest())
                    .flatMap(answer -> answer.bytes(cap, turn));
        }
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return WorkerThread.call(vertx, work);
    }

    private static boolean absent(Throwable trouble) {
        return trouble instanceof StatusException status && status.missing();
    }

    private static boolean oversize(Throwable trouble) {
        return trouble instanceof FailureException failure && failure.code() == Code.OVERSIZE;
    }

    /** What is confirmed by one more reading before it is held against anybody. */
    private static boolean differs(Throwable trouble) {
        return trouble instanceof FailureException failure
                && (failure.code() == Code.INTEGRITY_CHUNK_HASH || failure.code() == Code.INTEGRITY_CHUNK_MISSING);
    }
}
