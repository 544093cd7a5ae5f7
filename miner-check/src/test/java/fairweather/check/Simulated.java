package fairweather.check;

import fairweather.simulator.Fleet;
import fairweather.simulator.FleetPlan;
import fairweather.simulator.MinerEndpoint;
import fairweather.simulator.MinerPlan;
import fairweather.simulator.forecast.Forecaster;
import fairweather.simulator.forecast.WindArchive;
import fairweather.simulator.trouble.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Miners of the simulator in this process, over the demonstration's winds. */
final class Simulated implements AutoCloseable {
    static final String CYCLE = "2018-10-06T18Z";

    private static final WindArchive ARCHIVE = WindArchive.open(data());

    private final Fleet fleet;

    /** A good miner with uid 0, and one with each knob from uid 1 on. */
    Simulated(Trouble... troubles) throws IOException {
        List<MinerPlan> plans = new ArrayList<>();
        plans.add(MinerPlan.good(0, "good", new Forecaster.Persistence()));
        for (Trouble trouble : troubles) {
            int uid = plans.size();
            plans.add(MinerPlan.good(uid, "bad " + uid, new Forecaster.Persistence())
                    .with(trouble));
        }
        fleet = Fleet.start(FleetPlan.of(plans.toArray(MinerPlan[]::new)), ARCHIVE, InstantSource.system());
    }

    private static Path data() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("demo/data/index.json"))) {
            here = here.getParent();
        }
        return here.resolve("demo/data");
    }

    MinerEndpoint miner(int uid) {
        return fleet.endpoint(uid);
    }

    /** Runs a command against one of them. */
    Run command(String command, int uid, String... more) {
        MinerEndpoint miner = miner(uid);
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "http://" + miner.ip() + ":" + miner.port(),
                "--hotkey",
                miner.hotkey(),
                "--cycle",
                CYCLE,
                "--allow",
                "127.0.0.0/8"));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        fleet.close();
    }
}
