package fairweather.proof.simulation.check;

import fairweather.outcome.OutcomeKind;
import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;
import java.util.EnumSet;
import java.util.Set;

/** The legal steps, written down a second time and independently of the machines. */
final class Steps {
    /** Where stages begin, and the end of one of which nothing is left to do. */
    private static final Set<ResponseStatus> BEGINNINGS = EnumSet.of(
            ResponseStatus.CREATED,
            ResponseStatus.INFERENCE_RUNNING,
            ResponseStatus.FORECAST_READY,
            ResponseStatus.DAY1_SCORED,
            ResponseStatus.ERA5_SCORING,
            ResponseStatus.ERA5_SCORED);

    private Steps() {}

    static boolean runMay(String from, String to) {
        RunStatus before = RunStatus.of(from);
        RunStatus after = RunStatus.of(to);
        boolean live = before.rank() < RunStatus.COMPLETED.rank();
        boolean ended = after == RunStatus.FAILED || after == RunStatus.ABANDONED;
        return live && (ended || after.rank() == before.rank() + 1);
    }

    /** @param reason the word of the outcome that moves it; a redrive alone leads back, and only from failed */
    static boolean responseMay(String from, String to, String reason) {
        ResponseStatus before = ResponseStatus.of(from);
        ResponseStatus after = ResponseStatus.of(to);
        if (reason.equals(OutcomeKind.JOB_REDRIVEN.word())) {
            return before == ResponseStatus.FAILED && BEGINNINGS.contains(after);
        }
        boolean live = before.rank() < ResponseStatus.ERA5_SCORED.rank();
        boolean ended = after == ResponseStatus.FAILED || after == ResponseStatus.CANCELLED;
        boolean readyAtOnce = before == ResponseStatus.CREATED && after == ResponseStatus.FORECAST_READY;
        return live && (ended || readyAtOnce || after.rank() == before.rank() + 1);
    }
}
