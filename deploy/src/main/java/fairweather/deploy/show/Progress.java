package fairweather.deploy.show;

import fairweather.deploy.api.RunView;
import java.time.Duration;

/** Shows how a run comes along. Thread-safe: sentences come from whoever has something to say. */
public interface Progress {

    /** The run as it is now, {@code sinceStart} after the demonstration began. */
    void show(RunView run, Duration sinceStart);

    /** A sentence that stays. */
    void say(String sentence);

    /** The end: what is written afterwards comes below. */
    void end();
}
