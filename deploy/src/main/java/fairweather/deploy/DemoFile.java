package fairweather.deploy;

import fairweather.postgres.FairweatherDatabase;
import java.util.Map;

/**
 * What {@code run/<time>/demo.json} tells other programs about a demonstration that is running.
 *
 * @param runId null before the run is opened
 */
record DemoFile(
        String api, Map<String, Integer> ports, Map<String, Long> pids, FairweatherDatabase database, Long runId) {}
