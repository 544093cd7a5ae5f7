package fairweather.simulator;

import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.store.StoreCodec;
import fairweather.simulator.trouble.NoTrouble;
import fairweather.simulator.trouble.Trouble;
import java.util.Optional;

/**
 * What one miner is to be.
 *
 * @param label what a leaderboard shows, 1 to 40 characters
 * @param codec of the chunks of its stores
 * @param processingPolls how many polls it answers with {@code processing}; 0: it answers the initiation with the finished
 *     forecast
 */
public record MinerPlan(
        int uid, String label, Forecaster forecaster, StoreCodec codec, int processingPolls, Trouble trouble) {

    public MinerPlan {
        if (uid < 0 || processingPolls < 0 || label.isBlank() || label.length() > 40) {
            throw new IllegalArgumentException("no plan for a miner: uid " + uid + ", label \"" + label + "\"");
        }
    }

    /** A good miner whose codec and patience follow from its uid: zlib, zstd, none, blosc lz4; 1 to 3 polls. */
    public static MinerPlan good(int uid, String label, Forecaster forecaster) {
        StoreCodec[] codecs = StoreCodec.values();
        return new MinerPlan(uid, label, forecaster, codecs[uid % codecs.length], 1 + uid % 3, NoTrouble.NONE);
    }

    /** The name of the miner's knob; empty for a good miner. */
    public Optional<String> knob() {
        return trouble == NoTrouble.NONE ? Optional.empty() : Optional.of(trouble.knob());
    }

    public MinerPlan with(Trouble newTrouble) {
        return new MinerPlan(uid, label, forecaster, codec, processingPolls, newTrouble);
    }

    public MinerPlan withProcessingPolls(int polls) {
        return new MinerPlan(uid, label, forecaster, codec, polls, trouble);
    }

    public MinerPlan withCodec(StoreCodec newCodec) {
        return new MinerPlan(uid, label, forecaster, newCodec, processingPolls, trouble);
    }
}
