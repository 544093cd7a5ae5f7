package fairweather.miner.operation;

import fairweather.forecast.evidence.ChangedClaim;
import fairweather.forecast.evidence.Claim;
import fairweather.forecast.evidence.IntegrityException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.Gzipped;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerCalls;
import fairweather.miner.client.Turn;
import fairweather.miner.client.WorkerThread;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.conversation.OtherClaim;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.token.AccessToken;
import fairweather.miner.token.AccessTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/**
 * Confirms that a miner claims another forecast than the frozen one, by asking once more, and keeps what it claims
 * instead: if that has a manifest with the miner's signature, the miner has given two.
 */
public final class ChangedClaims {
    private static final Logger LOG = Logger.getLogger(ChangedClaims.class);
    private static final int KEPT_METADATA = 256 * 1024;

    private final Vertx vertx;
    private final MinerCalls calls;
    private final Access access;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final ManifestVerifier verifier;
    private final Caps caps;
    private final MinerSettings.Timeout limits;

    public ChangedClaims(
            Vertx vertx,
            MinerCalls calls,
            Access access,
            AccessTokens tokens,
            InstantSource clock,
            ManifestVerifier verifier,
            Caps caps,
            MinerSettings.Timeout limits) {
        this.vertx = vertx;
        this.calls = calls;
        this.access = access;
        this.tokens = tokens;
        this.clock = clock;
        this.verifier = verifier;
        this.caps = caps;
        this.limits = limits;
    }

    /**
     * Completes if the miner has come back to what is frozen; then its token is kept. Fails with IntegrityException if it
     * claims something else again, and with the codes of {@link Access} if it does not say.
     *
     * @param deadline for the answer and for what is fetched of the other forecast
     */
    public Uni<Void> confirm(AskedMiner miner, OtherClaim first, Deadline deadline) {
        Claim before = claim(first.claim());
        AskedMiner.Frozen frozen = miner.frozen().orElseThrow();
        return access.unjudged(miner, deadline.part(limits.access())).flatMap(second -> {
            if (second.storePath().equals(frozen.storePath())
                    && second.manifestHash().equals(frozen.manifestHash())) {
                LOG.warnf("another claim that was not repeated run_id=%d uid=%d", miner.runId(), miner.uid());
                tokens.put(miner.responseId(), AccessToken.of(second.token(), clock.instant()));
                return Uni.createFrom().voidItem();
            }
            return found(miner, List.of(before, claim(second)), second, deadline)
                    .map(finding -> {
                        throw new IntegrityException(first.failure().message(), finding);
                    });
        });
    }

    private Claim claim(AccessClaim claim) {
        Instant now = clock.instant();
        return new Claim(now, claim.storePath().value(), claim.manifestHash(), null, null);
    }

    /** What cannot be had of the other forecast is left out: the claims stand without it. */
    private Uni<ChangedClaim> found(AskedMiner miner, List<Claim> claims, AccessClaim claim, Deadline deadline) {
        ChangedClaim claimsAlone = new ChangedClaim(claims, null, null, null);
        Turn turn = new Turn();
        return manifest(miner, claim, turn, deadline)
                .flatMap(manifest -> metadata(miner, claim, manifest, turn, deadline)
                        .flatMap(metadata -> onWorker(() -> whole(claims, manifest, metadata.orElse(null)))))
                .onFailure()
                .recoverWithItem(trouble -> {
                    LOG.infof(
                            "the manifest that is claimed now cannot be had run_id=%d uid=%d why=%s",
                            miner.runId(), miner.uid(), trouble.getMessage());
                    return claimsAlone;
                })
                .onTermination()
                .invoke(turn::end);
    }

    private static ChangedClaim whole(List<Claim> claims, FrozenManifest manifest, byte[] metadata) {
        byte[] gzip = PackedManifest.of(manifest);
        byte[] packed = metadata == null ? null : Gzipped.pack(metadata);
        boolean kept = packed != null && packed.length <= KEPT_METADATA;
        return new ChangedClaim(claims, gzip, manifest.signature(), kept ? packed : null);
    }

    private Uni<FrozenManifest> manifest(AskedMiner miner, AccessClaim claim, Turn turn, Deadline deadline) {
        return object(miner, claim, ObjectKey.MANIFEST, caps.manifest(), turn, deadline)
                .flatMap(json -> object(
                                miner, claim, ObjectKey.MANIFEST_SIGNATURE, Caps.SIGNATURE_BYTES, turn, deadline)
                        .flatMap(signature -> onWorker(
                                () -> verifier.verify(json, signature, claim.manifestHash(), miner.hotkey()))));
    }

    private Uni<Optional<byte[]>> metadata(
            AskedMiner miner, AccessClaim claim, FrozenManifest manifest, Turn turn, Deadline deadline) {
        return object(miner, claim, ObjectKey.CONSOLIDATED_METADATA, caps.consolidatedMetadata(), turn, deadline)
                .flatMap(bytes -> onWorker(() -> {
                    ManifestVerifier.checkMetadata(manifest.manifest(), bytes);
                    return Optional.of(bytes);
                }))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<byte[]> object(
            AskedMiner miner, AccessClaim claim, ObjectKey key, int cap, Turn turn, Deadline deadline) {
        String path = claim.storePath().object(key);
        return calls.read(miner, path, claim.token(), deadline.part(limits.chunk()), true)
                .flatMap(answer -> answer.bytes(cap, turn));
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        return WorkerThread.call(vertx, work);
    }
}
