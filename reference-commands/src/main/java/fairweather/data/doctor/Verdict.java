package fairweather.data.doctor;

/** What became of a {@link Mark}. */
public sealed interface Verdict {
    /** @param found what was found, as far as it says more than the claim */
    record Confirmed(String found) implements Verdict {}

    record Contradicted(String found) implements Verdict {}

    /** It could not be looked at. */
    record Unknown(String why) implements Verdict {}

    static Verdict of(boolean asClaimed, String found) {
        return asClaimed ? new Confirmed(found) : new Contradicted(found);
    }

    /** Of two looks at one claim: what contradicts it counts, then what confirms it. */
    default Verdict or(Verdict other) {
        return other.weight() > weight() ? other : this;
    }

    private int weight() {
        return switch (this) {
            case Unknown open -> 0;
            case Confirmed yes -> 1;
            case Contradicted no -> 2;
        };
    }

    default String word() {
        return switch (this) {
            case Confirmed yes -> "confirmed";
            case Contradicted no -> "contradicted";
            case Unknown open -> "not looked at";
        };
    }

    default String text() {
        return switch (this) {
            case Confirmed(String found) -> found;
            case Contradicted(String found) -> found;
            case Unknown(String why) -> why;
        };
    }
}
