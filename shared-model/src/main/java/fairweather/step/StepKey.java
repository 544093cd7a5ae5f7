package fairweather.step;

/**
 * Which substep of a run or response an event belongs to.
 *
 * @param substep null where the step has none
 * @param leadHours null where the step is not about one lead
 */
public record StepKey(String step, String substep, Integer leadHours) {
    /** The hotkey of a step that belongs to the run itself. */
    public static final String COORDINATOR = "coordinator";

    public static final StepKey SEED_ROWS = new StepKey("seed", "steps_rows", null);
    public static final StepKey STATS_ROWS = new StepKey("seed", "stats_rows", null);
    public static final StepKey DOWNLOAD_GFS = new StepKey("seed", "download_gfs", null);
    public static final StepKey CLIM_CACHE = new StepKey("day1", "clim_cache", null);
    public static final StepKey INITIATE_ALL = new StepKey("query", "initiate_all", null);
    public static final StepKey QUERY = new StepKey("query", "initiate_fetch", null);
    public static final StepKey OPEN_STORE = new StepKey("verify", "open_store", null);
    public static final StepKey LOAD_INPUTS = new StepKey("day1", "load_inputs", null);
    public static final StepKey DAY1_SCORE = new StepKey("day1", "score", null);
    public static final StepKey LOAD_TRUTH = new StepKey("era5", "load_truth", null);
    public static final StepKey ERA5_ATTEMPT = new StepKey("era5", "attempt", null);

    /** The substep of {@link #saveReference}. */
    public static final String SAVE_REFERENCE = "save_reference";

    public static StepKey pollAttempt(int n) {
        return new StepKey("poll", "attempt_" + n, null);
    }

    public static StepKey communication(String endpoint) {
        return new StepKey("communication", endpoint, null);
    }

    /** Saving the GFS forecast of a lead on day 0, before the archives forget it. */
    public static StepKey saveReference(int leadHours) {
        return new StepKey("seed", SAVE_REFERENCE, leadHours);
    }

    public static StepKey loadTruth(int leadHours) {
        return new StepKey("era5", "load_truth", leadHours);
    }

    public static StepKey era5Score(int leadHours) {
        return new StepKey("era5", "score", leadHours);
    }

    /** The event of a completed lead. */
    public static StepKey era5Lead(int leadHours) {
        return new StepKey("era5", "lead", leadHours);
    }

    /** The word that a failure's stage is told by: query, poll, verify, day1 or era5. */
    public String stage() {
        return step;
    }
}
