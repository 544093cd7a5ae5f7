package fairweather.scoring.parity;

/** What becomes of a point where the forecast has no finite value. */
enum Gaps {
    /** Nothing is compared there; but an infinite value spoils whatever it would be part of. */
    DROPPED,
    /** It has the value of climatology. */
    FILLED
}
