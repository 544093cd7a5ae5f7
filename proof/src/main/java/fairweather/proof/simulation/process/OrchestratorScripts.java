package fairweather.proof.simulation.process;

import fairweather.job.JobType;
import fairweather.job.Task;
import fairweather.job.TaskResult;
import fairweather.orchestrator.task.InitiateFetchTask;
import fairweather.orchestrator.task.OrchestrateTask;
import fairweather.orchestrator.task.PollTask;
import fairweather.orchestrator.task.QueryTask;
import fairweather.orchestrator.task.Subjects;
import fairweather.proof.simulation.process.Script.Step;
import fairweather.proof.simulation.time.VirtualTime;
import fairweather.proof.simulation.world.SimulatedGateway;
import java.util.EnumMap;
import java.util.Map;

/** The orchestrator's own tasks, as they are: the time that their calls take passes before they return. */
final class OrchestratorScripts {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long READING = 20;

    private OrchestratorScripts() {}

    static Map<JobType, Worker.Lane> lanes(Subjects subjects, SimulatedGateway gateway, VirtualTime time) {
        Map<JobType, Worker.Lane> lanes = new EnumMap<>(JobType.class);
        lanes.put(JobType.ORCHESTRATE, lane(2, new OrchestrateTask(subjects), gateway));
        lanes.put(JobType.INITIATE_FETCH, lane(2, new InitiateFetchTask(subjects), gateway));
        lanes.put(JobType.QUERY_MINER, lane(32, new QueryTask(subjects, gateway), gateway));
        lanes.put(
                JobType.POLL_MINER,
                lane(
                        64,
                        new PollTask(subjects, gateway, () -> (time.now() + gateway.elapsed()) * NANOS_PER_MILLI),
                        gateway));
        return lanes;
    }

    private static Worker.Lane lane(int slots, Task task, SimulatedGateway gateway) {
        return new Worker.Lane(slots, job -> attempt -> {
            gateway.takeElapsed();
            TaskResult result = task.run(attempt).await().indefinitely();
            return new Step.Return(result, READING + gateway.takeElapsed());
        });
    }
}
