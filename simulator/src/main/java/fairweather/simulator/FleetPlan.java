package fairweather.simulator;

import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.Forecaster.Noise;
import fairweather.simulator.store.StoreCodec;
import fairweather.simulator.trouble.ContentTrouble;
import fairweather.simulator.trouble.DoorTrouble;
import fairweather.simulator.trouble.FreezeTrouble;
import fairweather.simulator.trouble.Knobs;
import fairweather.simulator.trouble.NoTrouble;
import fairweather.simulator.trouble.TalkTrouble;
import fairweather.simulator.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A fleet to be started: its miners, and the seed from which their keys follow.
 *
 * @param seed of the miners' keys; a miner's key follows from this and its uid alone
 * @param host the loopback address to listen on
 * @param signedReplies whether replies to directly signed calls are signed
 */
public record FleetPlan(long seed, String host, List<MinerPlan> miners, boolean signedReplies) {
    /** The size of the demonstration's fleet. */
    public static final int DEFAULT_MINERS = 24;

    public static final long DEFAULT_SEED = 20181006;
    public static final String DEFAULT_HOST = "127.0.0.1";

    private static final StoreCodec[] PACKED = {StoreCodec.ZLIB, StoreCodec.ZSTD, StoreCodec.BLOSC_LZ4};
    private static final double[] DEVIATIONS = {0.5, 1, 2, 4};

    public FleetPlan {
        miners = List.copyOf(miners);
        if (miners.stream().mapToInt(MinerPlan::uid).distinct().count() != miners.size()) {
            throw new IllegalArgumentException("two miners of a fleet have the same uid");
        }
    }

    public FleetPlan(long seed, String host, List<MinerPlan> miners) {
        this(seed, host, miners, false);
    }

    public FleetPlan withSignedReplies(boolean signed) {
        return new FleetPlan(seed, host, miners, signed);
    }

    /** A fleet of just these miners, with default seed and host. */
    public static FleetPlan of(MinerPlan... miners) {
        return new FleetPlan(DEFAULT_SEED, DEFAULT_HOST, List.of(miners));
    }

    /**
     * The first {@code count} miners of the standard fleet: 14 good ones (uids 0 to 13), the ten troublemakers of the
     * demonstration (14 to 23), then more noise.
     *
     * @param troublemakers false: the troublemakers' uids stay empty and all else is the same
     */
    public static FleetPlan standard(int count, boolean troublemakers, long seed, String host) {
        List<MinerPlan> all = new ArrayList<>(goodMiners());
        all.addAll(troublemakers());
        for (int uid = all.size(); uid < count; uid++) {
            all.add(noise(uid, DEVIATIONS[uid % DEVIATIONS.length], 3 + uid));
        }
        List<MinerPlan> chosen = all.stream()
                .limit(count)
                .filter(plan -> troublemakers || plan.trouble() == NoTrouble.NONE)
                .toList();
        return new FleetPlan(seed, host, chosen);
    }

    /**
     * A fleet of which every second miner is hostile: even uids are good, odd ones have the knobs in turn, as many as there
     * are. A hostile miner forecasts what the good one before it does. What a good miner is depends on its uid alone.
     *
     * @param firstKnob how many knobs are left out, for there are more than a fleet has hostile miners
     */
    public static FleetPlan hostile(int count, int firstKnob, long seed, String host) {
        List<Trouble> knobs = Knobs.all().stream().skip(1L + firstKnob).toList();
        List<MinerPlan> chosen = IntStream.range(0, count)
                .filter(uid -> uid % 2 == 0 || uid / 2 < knobs.size())
                .mapToObj(uid -> own(uid, uid % 2 == 0 ? NoTrouble.NONE : knobs.get(uid / 2)))
                .toList();
        return new FleetPlan(seed, host, chosen);
    }

    private static MinerPlan own(int uid, Trouble trouble) {
        StoreCodec codec = PACKED[uid / 2 % PACKED.length];
        // Two neighbours forecast the same, so that what a knob costs can be read off.
        Forecaster forecaster = new Forecaster.Scaled(1 - uid / 2 / 1000.0);
        return MinerPlan.good(uid, uid + " " + trouble.knob(), forecaster)
                .withCodec(codec)
                .with(trouble);
    }

    private static List<MinerPlan> goodMiners() {
        Forecaster persistence = new Forecaster.Persistence();
        return List.of(
                MinerPlan.good(0, "persistence", persistence),
                MinerPlan.good(1, "damped (in-sample)", new Forecaster.Damped()),
                MinerPlan.good(2, "sample mean (in-sample)", new Forecaster.SampleMean()),
                MinerPlan.good(3, "Navy October climatology", new Forecaster.Climatology()),
                MinerPlan.good(4, "copy of the GFS 3 h forecast", new Forecaster.HeldThreeHourForecast()),
                noise(5, 0.5, 1),
                noise(6, 1, 1),
                noise(7, 2, 1),
                noise(8, 4, 1),
                MinerPlan.good(9, "persistence, finished beforehand", persistence)
                        .withProcessingPolls(0),
                noise(10, 0.5, 2),
                noise(11, 1, 2),
                noise(12, 2, 2),
                noise(13, 4, 2));
    }

    /** Those that are scored in spite of their trouble forecast what a good miner forecasts: uid 0 or 6, bit for bit. */
    private static List<MinerPlan> troublemakers() {
        Forecaster persistence = new Forecaster.Persistence();
        Forecaster noise = new Noise(1, 1);
        return List.of(
                trouble(14, "offline", persistence, DoorTrouble.OFFLINE),
                trouble(15, "rejecting", persistence, TalkTrouble.REJECTING),
                trouble(16, "failing", persistence, TalkTrouble.FAILING),
                trouble(17, "ready at the 20th poll (persistence)", persistence, TalkTrouble.READY_AT_TWENTIETH_POLL),
                trouble(18, "never ready", persistence, TalkTrouble.NEVER_READY),
                trouble(19, "chunk changed (noise 1 m/s)", noise, FreezeTrouble.CHUNK_CHANGED),
                trouble(20, "NaN stripe (noise 1 m/s)", noise, ContentTrouble.NAN_STRIPE),
                trouble(21, "wrong units (noise 1 m/s)", noise, ContentTrouble.WRONG_UNITS),
                trouble(22, "no south-pole row (noise 1 m/s)", noise, ContentTrouble.SOUTH_POLE_ROW_MISSING),
                trouble(23, "longitudes -180…179 (noise 1 m/s)", noise, ContentTrouble.LONGITUDES_FROM_MINUS_180));
    }

    private static MinerPlan trouble(int uid, String label, Forecaster forecaster, Trouble trouble) {
        return MinerPlan.good(uid, label, forecaster).with(trouble);
    }

    private static MinerPlan noise(int uid, double deviation, long seed) {
        String number = deviation == Math.rint(deviation)
                ? String.format(Locale.ROOT, "%.0f", deviation)
                : Double.toString(deviation);
        String label = "noise " + number + " m/s" + (seed == 1 ? "" : ", seed " + seed);
        return MinerPlan.good(uid, label, new Noise(deviation, seed));
    }
}
