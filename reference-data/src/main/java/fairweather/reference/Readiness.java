package fairweather.reference;

import java.time.Duration;

/** Whether a reference field can be had: a value, not an error. */
public sealed interface Readiness {

    /**
     * The field itself.
     *
     * @param sha256 of the decoded payload ({@link Field#payload()}), to be compared with the catalogue
     */
    record Ready(Field field, String sha256, Provenance provenance) implements Readiness {}

    /**
     * Not there yet. Waiting is not failing.
     *
     * @param askAgain after how long it is worth asking again; null leaves that to the caller
     */
    record NotYet(String why, Duration askAgain) implements Readiness {
        public NotYet(String why) {
            this(why, null);
        }
    }

    /** It will never come, and nobody is to blame. */
    record Gone(String why) implements Readiness {}

    /** Something is there that contradicts its declaration: never scored, an operator must look. */
    record Broken(String why) implements Readiness {}
}
