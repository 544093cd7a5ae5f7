package fairweather.forecast.protocol;

/** Paths, fields and words of the messages between validator and miner. */
public final class MinerWords {
    public static final String PATH_INITIATE = "/weather-initiate-fetch";
    public static final String PATH_POLL = "/weather-poll-job-status";
    public static final String PATH_ACCESS = "/weather-kerchunk-request";
    public static final String PATH_FORECASTS = "/forecasts/";

    public static final String DATA = "data";

    public static final String FORECAST_START_TIME = "forecast_start_time";
    public static final String PREVIOUS_STEP_TIME = "previous_step_time";
    public static final String VALIDATOR_HOTKEY = "validator_hotkey";
    public static final String EXPECTED_MINER_HOTKEY = "expected_miner_hotkey";

    public static final String STATUS = "status";
    public static final String JOB_ID = "job_id";
    public static final String MESSAGE = "message";
    public static final String OUTPUT_READY = "output_ready";
    public static final String EXPECTED_HOTKEY = "expected_hotkey";
    public static final String ACTUAL_HOTKEY = "actual_hotkey";
    public static final String ZARR_STORE_URL = "zarr_store_url";
    public static final String VERIFICATION_HASH = "verification_hash";
    public static final String ACCESS_TOKEN = "access_token";
    public static final String ERROR = "error";
    public static final String DETAIL = "detail";

    public static final String FETCH_ACCEPTED = "fetch_accepted";
    public static final String FETCH_REJECTED = "fetch_rejected";
    public static final String COMPLETED = "completed";
    public static final String PROCESSING = "processing";
    public static final String RUNNING = "running";
    public static final String FAILED = "failed";
    public static final String NOT_FOUND = "not_found";

    /** Part of the message by which some miners say that the request was meant for another hotkey. */
    public static final String IDENTITY_REFUSED = "Hotkey verification failed";

    /** Claims of an access token. */
    public static final String CLAIM_JOB_ID = "job_id";

    public static final String CLAIM_FILE_PATH = "file_path";
    public static final String CLAIM_EXPIRY = "exp";

    private MinerWords() {}

    /** The class of a poll answer's status word; the words are case-sensitive. */
    public static PollState pollState(String word) {
        if (word == null) {
            return PollState.UNKNOWN;
        }
        return switch (word) {
            case COMPLETED -> PollState.DONE;
            case "received",
                    PROCESSING,
                    RUNNING,
                    "running_inference",
                    "processing_output",
                    "fetch_queued",
                    "fetching_gfs",
                    "in_progress" -> PollState.RUNNING;
            case FAILED,
                    ERROR,
                    "fetch_error",
                    "input_hash_mismatch",
                    "input_hash_timeout",
                    "input_poll_error",
                    "completed_no_data",
                    "skipped_duplicate" -> PollState.FAILED;
            case NOT_FOUND -> PollState.UNKNOWN_JOB;
            default -> PollState.UNKNOWN;
        };
    }
}
