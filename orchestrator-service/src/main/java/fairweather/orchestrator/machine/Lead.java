package fairweather.orchestrator.machine;

import fairweather.failure.Code;

/** How a lead ended for a response. A lead that is not decided yet has no value. */
public sealed interface Lead {
    /** @param score 0 to 1; @param components how many variables and levels were scored */
    record Scored(double score, int components) implements Lead {}

    /** Failed for this miner: counts as 0. */
    record Failed(Code code) implements Lead {}

    /** Could not be scored through our own trouble: no score. */
    record Lost(Code code) implements Lead {}

    /** Its truth will never be known: nobody's failure, no score. */
    record Unavailable() implements Lead {}
}
