package fairweather.deploy;

import fairweather.deploy.api.RunView;
import java.util.Locale;

/** Moments in the middle of a run, at which a service can be killed. */
public enum Stage {
    /** The first miner has been asked. */
    QUERY {
        @Override
        boolean reached(RunView run) {
            return run.progress().queried() > 0;
        }
    },
    /** The first forecast is frozen. */
    VERIFY {
        @Override
        boolean reached(RunView run) {
            return run.progress().verified() > 0;
        }
    },
    /** The first miner has its day-1 score. */
    DAY1 {
        @Override
        boolean reached(RunView run) {
            return run.progress().day1Done() > 0;
        }
    },
    /** The first lead is scored. */
    ERA5 {
        @Override
        boolean reached(RunView run) {
            return run.progress().leadsDone() > 0;
        }
    };

    abstract boolean reached(RunView run);

    /** The name on the command line, for example {@code day1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
