package fairweather.proof.simulation.process;

import fairweather.job.JobType;
import fairweather.proof.simulation.time.Dice;
import fairweather.proof.simulation.world.Miners;
import fairweather.proof.simulation.world.SimulatedGateway;
import fairweather.proof.simulation.world.Truths;
import java.util.EnumMap;
import java.util.Map;

/** Scoring's tasks as the simulation knows them: the same reports in the same order, without the arithmetic. */
final class ScoringScripts {
    private ScoringScripts() {}

    static Map<JobType, Worker.Lane> lanes(Miners miners, Truths truths, SimulatedGateway gateway, Dice dice) {
        Map<JobType, Worker.Lane> lanes = new EnumMap<>(JobType.class);
        lanes.put(JobType.SEED, new Worker.Lane(1, job -> new SeedScript(truths, dice)));
        lanes.put(JobType.ERA5_TRUTH, new Worker.Lane(2, job -> new TruthScript(truths, dice)));
        lanes.put(JobType.DAY1, new Worker.Lane(2, job -> new Day1Script(miners, gateway, dice)));
        lanes.put(JobType.ERA5, new Worker.Lane(2, job -> new Era5Script(miners, gateway, dice)));
        return lanes;
    }
}
