package fairweather.scoring.metric;

/** A closed interval in the variable's SI unit. */
public record Bounds(double least, double most) {
    public Bounds {
        if (!(least <= most)) {
            throw new IllegalArgumentException("bounds " + least + " to " + most + " are in the wrong order");
        }
    }

    public boolean contains(double value) {
        return value >= least && value <= most;
    }
}
