package fairweather.scoring.parity;

import java.util.Optional;

/**
 * A unit that a forecast seems to have instead of its own: judged by the plain means of forecast and truth.
 *
 * @param forecastBelow the forecast's mean is less than this
 * @param truthAbove the truth's mean is more than this
 * @param factor what values are multiplied by, before {@code offset} is added
 */
record UnitGuess(double forecastBelow, double truthAbove, double factor, double offset) {
    private static final UnitGuess METRES = new UnitGuess(10_000, 40_000, 9.80665, 0);
    private static final UnitGuess CELSIUS = new UnitGuess(100, 200, 1, 273.15);
    private static final UnitGuess HECTOPASCAL = new UnitGuess(2000, 50_000, 100, 0);

    static Optional<UnitGuess> of(String variable) {
        return switch (variable) {
            case "z" -> Optional.of(METRES);
            case "2t", "t" -> Optional.of(CELSIUS);
            case "msl" -> Optional.of(HECTOPASCAL);
            default -> Optional.empty();
        };
    }

    boolean applies(double forecastMean, double truthMean) {
        return forecastMean < forecastBelow && truthMean > truthAbove;
    }

    void convert(double[] from, double[] to) {
        for (int j = 0; j < from.length; j++) {
            to[j] = from[j] * factor + offset;
        }
    }
}
