package fairweather.scoring.score;

/** θ: how much a pressure level weighs within its variable, by the thickness of the layer it stands for. */
public final class Thickness {
    private Thickness() {}

    /**
     * Half the distance between the neighbouring levels (at the ends: to the one neighbour), divided by the sum of all.
     *
     * @param levels the configured pressure levels, ascending, in hPa; a surface field has one level, whatever its value
     */
    public static double[] of(double... levels) {
        int last = levels.length - 1;
        if (last < 0) {
            throw new IllegalArgumentException("a variable has at least one level");
        }
        if (last == 0) {
            return new double[] {1};
        }
        double[] thickness = new double[levels.length];
        double total = 0;
        for (int l = 0; l <= last; l++) {
            if (l > 0 && !(levels[l] > levels[l - 1])) {
                throw new IllegalArgumentException("levels must ascend strictly");
            }
            thickness[l] = (levels[Math.min(l + 1, last)] - levels[Math.max(l - 1, 0)]) / 2;
            total += thickness[l];
        }
        for (int l = 0; l <= last; l++) {
            thickness[l] /= total;
        }
        return thickness;
    }
}
