package fairweather.orchestrator.machine;

import static fairweather.response.ResponseStatus.CREATED;
import static fairweather.response.ResponseStatus.DAY1_SCORED;
import static fairweather.response.ResponseStatus.DAY1_SCORING;
import static fairweather.response.ResponseStatus.ERA5_SCORING;
import static fairweather.response.ResponseStatus.FORECAST_READY;
import static fairweather.response.ResponseStatus.INFERENCE_RUNNING;

import fairweather.response.ResponseStatus;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The stages of a response's way, in its order; each has a job of its own. */
public enum Stage {
    QUERY("inference_requested", EnumSet.of(CREATED)),
    POLL("inference_running", EnumSet.of(INFERENCE_RUNNING)),
    VERIFY("awaiting_scoring", EnumSet.of(FORECAST_READY, INFERENCE_RUNNING)),
    DAY1("day1_scoring", EnumSet.of(FORECAST_READY, DAY1_SCORING)),
    ERA5("era5", EnumSet.of(DAY1_SCORED, ERA5_SCORING));

    private final String progress;
    private final Set<ResponseStatus> states;

    Stage(String progress, EnumSet<ResponseStatus> states) {
        this.progress = progress;
        this.states = Collections.unmodifiableSet(states);
    }

    /** Empty for the word of something that is no stage of a response, for example {@code gfs_fetch}. */
    public static Optional<Stage> of(String word) {
        return Arrays.stream(values())
                .filter(stage -> stage.word().equals(word))
                .findFirst();
    }

    /** The word that a failure's stage is told by, for example {@code day1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word of the progress board. */
    String progress() {
        return progress;
    }

    /** True while the forecast is not frozen: what is done again then, the miner may do anew. */
    public boolean beforeFreeze() {
        return this == QUERY || this == POLL || this == VERIFY;
    }

    /** Where the stage can fail: a late report of an earlier stage changes nothing. */
    Set<ResponseStatus> states() {
        return states;
    }

    /** The word of the progress board for a stage by its own word, which may be none of a response. */
    static String progress(String word) {
        return of(word).map(Stage::progress).orElse(word);
    }

    /** The stage that a response is in; {@code ended} after its end. */
    static String in(ResponseState state) {
        return switch (state.status()) {
            case CREATED -> QUERY.word();
            case FETCH_INITIATED, INFERENCE_RUNNING -> POLL.word();
            case FORECAST_READY -> state.verification().verified() ? DAY1.word() : VERIFY.word();
            case DAY1_SCORING -> DAY1.word();
            case DAY1_SCORED, ERA5_SCORING, ERA5_SCORED -> ERA5.word();
            case FAILED, CANCELLED -> "ended";
        };
    }
}
