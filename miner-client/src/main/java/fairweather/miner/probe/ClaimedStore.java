package fairweather.miner.probe;

import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.StatusException;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.operation.Access;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.operation.StoreReader;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.token.AccessToken;
import fairweather.miner.token.AccessTokens;

/** The objects of the store that a miner claims, each read whole; it blocks its thread. */
public final class ClaimedStore implements ObjectReader {
    private final StoreReader store;
    private final AskedMiner miner;
    private final AccessClaim claim;
    private final MinerSettings.Timeout limits;

    public ClaimedStore(Probe.Tools tools, AskedMiner miner, AccessClaim claim) {
        this.miner = miner;
        this.claim = claim;
        this.limits = tools.settings().timeout();
        AccessTokens tokens = new AccessTokens(tools.clock());
        tokens.put(
                miner.responseId(), AccessToken.of(claim.token(), tools.clock().instant()));
        this.store = new StoreReader(tools.calls(), new Access(tools.calls()), tokens, tools.clock(), limits);
    }

    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        return whole(key, maxBytes, false);
    }

    @Override
    public byte[] getFresh(ObjectKey key, long maxBytes) {
        return whole(key, maxBytes, true);
    }

    private byte[] whole(ObjectKey key, long maxBytes, boolean fresh) {
        Deadline deadline = Deadline.in(limits.access().plus(limits.chunk()), limits.queue());
        return store.open(miner, claim.storePath(), claim.manifestHash(), key, fresh, deadline, limits.chunk())
                .flatMap(answer -> answer.bytes(maxBytes))
                .onFailure(ClaimedStore::absent)
                .transform(gone -> StoreReader.missing(key))
                .await()
                .indefinitely();
    }

    private static boolean absent(Throwable trouble) {
        return trouble instanceof StatusException status && status.missing();
    }
}
