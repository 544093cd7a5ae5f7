package fairweather.scoring.metric;

/** How a row is weighted by its latitude. A rule's word is stored with every score made by it. */
public enum WeightRule {
    /** max(0, cos φ), and 0 at the poles. */
    COS_1("cos-1") {
        @Override
        public double[] weights(double[] latitudes) {
            double[] weights = new double[latitudes.length];
            for (int i = 0; i < weights.length; i++) {
                boolean pole = Math.abs(latitudes[i]) > POLE - TOLERANCE;
                weights[i] = pole ? 0 : Math.max(0, StrictMath.cos(StrictMath.toRadians(latitudes[i])));
            }
            return weights;
        }
    },

    /**
     * The area of the row's cell on the unit sphere per unit of longitude, 2 cos((φ⁺+φ⁻)/2) sin((φ⁺-φ⁻)/2): bounds
     * halfway to the neighbouring rows, half a step beyond the first and last row, clipped to ±90.
     */
    CELL_AREA_1("cell-area-1") {
        @Override
        public double[] weights(double[] latitudes) {
            int last = latitudes.length - 1;
            double[] weights = new double[latitudes.length];
            for (int i = 0; i <= last; i++) {
                double upper = i > 0
                        ? (latitudes[i - 1] + latitudes[i]) / 2
                        : Math.min(POLE, latitudes[0] + halfStep(latitudes, 0));
                double lower = i < last
                        ? (latitudes[i] + latitudes[i + 1]) / 2
                        : Math.max(-POLE, latitudes[last] - halfStep(latitudes, last - 1));
                double middle = StrictMath.toRadians((upper + lower) / 2);
                double half = StrictMath.toRadians((upper - lower) / 2);
                weights[i] = 2 * StrictMath.cos(middle) * StrictMath.sin(half);
            }
            return weights;
        }

        private double halfStep(double[] latitudes, int north) {
            return (latitudes[north] - latitudes[north + 1]) / 2;
        }
    };

    private static final double POLE = 90;
    private static final double TOLERANCE = 1e-6;

    private final String word;

    WeightRule(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /**
     * One weight per row, not normalised.
     *
     * @param latitudes degrees, descending; at least two
     */
    public abstract double[] weights(double[] latitudes);
}
