package fairweather.proof.chaos;

import java.io.IOException;
import java.sql.SQLException;

/** Something that goes wrong in the middle of a run. */
public interface Fault {
    /** The word on the command line. */
    String name();

    /** What is done and what must come of it, in one sentence. */
    String sentence();

    /** What has to be there before the run is opened. */
    default void prepare(Arena arena) throws IOException, SQLException {}

    /** Strikes while the run is at work, puts right what does not heal by itself, and tells how it was taken. */
    Recovery strike(Arena arena) throws IOException, SQLException;
}
