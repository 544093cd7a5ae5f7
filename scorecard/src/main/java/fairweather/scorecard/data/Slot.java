package fairweather.scorecard.data;

/** One field of a series, not yet read. Equal slots have equal values. */
public record Slot(Series series, int levelPosition, int memberPosition, int momentPosition) {

    public Integer level() {
        return series.levels().get(levelPosition);
    }

    /** The number of the ensemble's member, or null. */
    public Integer member() {
        return series.members().get(memberPosition);
    }

    public Moment moment() {
        return series.moments().get(momentPosition);
    }

    public Axes axes() {
        return series.axes();
    }

    /** @throws fairweather.failure.FailureException if the field cannot be read */
    public float[] read() {
        return series.values().read(levelPosition, memberPosition, momentPosition);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slot slot
                && series == slot.series
                && levelPosition == slot.levelPosition
                && memberPosition == slot.memberPosition
                && momentPosition == slot.momentPosition;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * System.identityHashCode(series) + levelPosition) + memberPosition) + momentPosition;
    }
}
