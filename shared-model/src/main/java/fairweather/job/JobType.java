package fairweather.job;

import fairweather.step.StepKey;
import java.time.Duration;
import java.util.Arrays;

/**
 * The kinds of work. A type is claimed by one service, has one priority (more is sooner) and one hard limit after which
 * an attempt is given up; calls that a task makes have shorter deadlines of their own.
 */
public enum JobType {
    ORCHESTRATE("weather.run.orchestrate", Service.ORCHESTRATOR, 100, Duration.ofSeconds(60), StepKey.SEED_ROWS),
    SEED("weather.seed", Service.SCORING, 90, Duration.ofMinutes(45), StepKey.DOWNLOAD_GFS),
    INITIATE_FETCH("weather.initiate_fetch", Service.ORCHESTRATOR, 85, Duration.ofSeconds(60), StepKey.INITIATE_ALL),
    QUERY_MINER("weather.query_miner", Service.ORCHESTRATOR, 80, Duration.ofSeconds(120), StepKey.QUERY),
    POLL_MINER("weather.poll_miner", Service.ORCHESTRATOR, 70, Duration.ofSeconds(240), StepKey.OPEN_STORE),
    DAY1("weather.day1", Service.SCORING, 60, Duration.ofMinutes(30), StepKey.DAY1_SCORE),
    ERA5_TRUTH("weather.era5_truth", Service.SCORING, 55, Duration.ofMinutes(60), StepKey.LOAD_TRUTH),
    ERA5("weather.era5", Service.SCORING, 50, Duration.ofMinutes(60), StepKey.ERA5_ATTEMPT);

    /** The services that claim work. */
    public enum Service {
        ORCHESTRATOR,
        SCORING
    }

    private final String word;
    private final Service service;
    private final int priority;
    private final Duration hardLimit;
    private final StepKey step;

    JobType(String word, Service service, int priority, Duration hardLimit, StepKey step) {
        this.word = word;
        this.service = service;
        this.priority = priority;
        this.hardLimit = hardLimit;
        this.step = step;
    }

    public static JobType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no job type is called " + word));
    }

    /** The name in the database, for example {@code weather.day1}. */
    public String word() {
        return word;
    }

    public Service service() {
        return service;
    }

    public int priority() {
        return priority;
    }

    public Duration hardLimit() {
        return hardLimit;
    }

    /** Whether an attempt is a conversation with the job's miner. */
    public boolean speaksToMiner() {
        return this == QUERY_MINER || this == POLL_MINER;
    }

    /** The step of a job that is about no step in particular; see {@link Job#step()}. */
    public StepKey step() {
        return step;
    }
}
