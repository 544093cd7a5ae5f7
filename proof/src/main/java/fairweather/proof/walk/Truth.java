package fairweather.proof.walk;

/** What is known of the truth of a lead. */
enum Truth {
    NOT_YET,
    READY,
    GONE
}
