package fairweather.gateway.operation;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Gzipped;
import fairweather.forecast.manifest.Manifest;
import fairweather.gateway.directory.MinerDirectory;
import fairweather.miner.budget.ByteBudget;
import fairweather.miner.budget.ResponseBudgets;
import fairweather.miner.client.Answer;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.StatusException;
import fairweather.miner.client.WorkerThread;
import fairweather.miner.conversation.OtherClaim;
import fairweather.miner.operation.Access;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.operation.ChangedClaims;
import fairweather.miner.operation.ObjectRequest;
import fairweather.miner.operation.StoreReader;
import fairweather.miner.settings.MinerSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;

/** Opens single objects of frozen stores. It passes on what the miner sends and vouches for none of it. */
public final class StoreObjects {
    private final Vertx vertx;
    private final MinerDirectory directory;
    private final StoreReader store;
    private final ChangedClaims changes;
    private final Caps caps;
    private final MinerSettings.Timeout limits;
    private final ResponseBudgets budgets;

    public StoreObjects(
            Vertx vertx,
            MinerDirectory directory,
            StoreReader store,
            ChangedClaims changes,
            Caps caps,
            MinerSettings.Timeout limits,
            ResponseBudgets budgets) {
        this.vertx = vertx;
        this.directory = directory;
        this.store = store;
        this.changes = changes;
        this.caps = caps;
        this.limits = limits;
        this.budgets = budgets;
    }

    /**
     * The miner's answer, its body waiting: the whole object, or the range that was asked for. The miner has the time of
     * one access and one object for all of it, a replaced token and the confirming of another claim included. Fails with
     * NOT_READY if nothing is frozen, with INTEGRITY_CHUNK_MISSING or INTEGRITY_CHUNK_UNLISTED if the miner has no such
     * object, with OVERSIZE once the response's budget of bytes is spent, with the codes of {@link
     * Access} and all transport codes.
     */
    public Uni<Answer> open(AskedMiner miner, ObjectRequest wanted) {
        AskedMiner.Frozen frozen = miner.frozen()
                .orElseThrow(
                        () -> new FailureException(Code.NOT_READY, "the miner's forecast has not been frozen yet"));
        ByteBudget budget = budgets.of(miner.responseId());
        budget.spend(0);
        Deadline deadline = Deadline.in(limits.access().plus(limits.chunk()), limits.queue());
        return opened(miner, frozen, wanted, deadline)
                .onFailure(OtherClaim.class)
                .recoverWithUni(other -> changes.confirm(miner, other, deadline)
                        .flatMap(asBefore -> opened(miner, frozen, wanted, deadline)))
                .invoke(answer -> answer.spend(budget))
                .onFailure(trouble -> trouble instanceof StatusException status && status.missing())
                .recoverWithUni(trouble -> absence(miner, wanted.key(), (StatusException) trouble));
    }

    private Uni<Answer> opened(AskedMiner miner, AskedMiner.Frozen frozen, ObjectRequest wanted, Deadline deadline) {
        return store.open(miner, frozen.storePath(), frozen.manifestHash(), wanted, deadline, limits.chunk());
    }

    /** The most bytes that are passed on for an object. */
    public long cap(ObjectKey key) {
        return switch (key.name()) {
            case ".zmetadata" -> caps.consolidatedMetadata();
            case ".zgroup", ".zattrs", ".zarray" -> caps.metadataObject();
            case "manifest.json" -> caps.manifest();
            case "manifest.sig" -> Caps.SIGNATURE_BYTES;
            default -> caps.encodedChunk();
        };
    }

    private Uni<Answer> absence(AskedMiner miner, ObjectKey key, StatusException status) {
        return directory
                .frozenManifest(miner.responseId())
                .flatMap(gzip -> WorkerThread.call(vertx, () -> listed(gzip, key)))
                .map(listed -> {
                    throw new MissingObject(
                            listed
                                    ? StoreReader.missing(key)
                                    : new FailureException(
                                            Code.INTEGRITY_CHUNK_UNLISTED,
                                            "the miner has no " + key + ", and its manifest does not list it"),
                            status.status());
                });
    }

    private boolean listed(byte[] gzip, ObjectKey key) throws IOException {
        return key.isManifestFile()
                || Manifest.parse(Gzipped.unpack(gzip, caps.manifest()), caps)
                        .hashOf(key)
                        .isPresent();
    }
}
