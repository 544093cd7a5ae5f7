package fairweather.forecast.evidence;

/** What a record is worth to somebody who trusts neither side. */
public enum Verdict {
    /** Nobody but the miner could have made it. */
    PROVEN("PROVEN BY THE MINER'S OWN SIGNATURES"),
    /** It fits together, and the validator has signed it; a part of it is the validator's word. */
    STATED("STATED BY THE VALIDATOR"),
    /** It contradicts itself, is not what it says, or nobody vouches for it. */
    DOES_NOT_HOLD("DOES NOT HOLD");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
