package fairweather.reference;

/** Whether a reference field can be had: a value, not an error. */
public sealed interface Readiness {

    /**
     * The field itself.
     *
     * @param sha256 of the decoded payload ({@link Field#payload()}), to be compared with the catalogue
     */
    record Ready(Field field, String sha256, Provenance provenance) implements Readiness {}

    /** Not there yet; when to ask again is the caller's to decide. Waiting is not failing. */
    record NotYet(String why) implements Readiness {}

    /** It will never come, and nobody is to blame. */
    record Gone(String why) implements Readiness {}

    /** Something is there that contradicts its declaration: never scored, an operator must look. */
    record Broken(String why) implements Readiness {}
}
