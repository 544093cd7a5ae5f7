package fairweather.proof.simulation.check;

import fairweather.response.ResponseStatus;
import fairweather.run.RunStatus;

/** The legal steps, written down a second time and independently of the machines. */
final class Steps {
    private Steps() {}

    static boolean runMay(String from, String to) {
        RunStatus before = RunStatus.of(from);
        RunStatus after = RunStatus.of(to);
        boolean live = before.rank() < RunStatus.COMPLETED.rank();
        boolean ended = after == RunStatus.FAILED || after == RunStatus.ABANDONED;
        return live && (ended || after.rank() == before.rank() + 1);
    }

    static boolean responseMay(String from, String to) {
        ResponseStatus before = ResponseStatus.of(from);
        ResponseStatus after = ResponseStatus.of(to);
        boolean live = before.rank() < ResponseStatus.ERA5_SCORED.rank();
        boolean ended = after == ResponseStatus.FAILED || after == ResponseStatus.CANCELLED;
        boolean readyAtOnce = before == ResponseStatus.CREATED && after == ResponseStatus.FORECAST_READY;
        return live && (ended || readyAtOnce || after.rank() == before.rank() + 1);
    }
}
