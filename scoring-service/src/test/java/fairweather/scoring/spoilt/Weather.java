package fairweather.scoring.spoilt;

import java.time.Instant;

/** An invented weather on a grid of 5 degrees: truth, climatology, and a good forecast of it. */
final class Weather {
    static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    static final String TIME_UNITS = "hours since 2018-10-06 18:00:00";
    static final int ROWS = 37;
    static final int COLUMNS = 72;
    static final int POINTS = ROWS * COLUMNS;
    static final double[] LATITUDES = axis(90, -5, ROWS);
    static final double[] LONGITUDES = axis(0, 5, COLUMNS);

    private Weather() {}

    static double[] axis(double first, double step, int count) {
        double[] axis = new double[count];
        for (int i = 0; i < count; i++) {
            axis[i] = first + i * step;
        }
        return axis;
    }

    static float[] truth(Component component) {
        return field(component, 1, component.lead());
    }

    /** Waves of nine tenths of their height, a little late. */
    static float[] forecast(Component component) {
        return field(component, 0.9, component.lead() + 0.3);
    }

    static float[] climatology(Component component) {
        return field(component, 0, component.lead());
    }

    /** What is forecast for another time. */
    static float[] forecastAt(Component component, double lead) {
        return field(component, 0.9, lead);
    }

    private static float[] field(Component component, double amplitude, double lead) {
        double[] scale = switch (component.toString()) {
            case "2t" -> new double[] {300, -40, 8};
            case "msl" -> new double[] {101_500, -1000, 1500};
            case "z500" -> new double[] {57_000, -6000, 1200};
            case "z850" -> new double[] {15_000, -2500, 600};
            default -> throw new IllegalArgumentException(component.toString());
        };
        float[] field = new float[POINTS];
        for (int i = 0; i < ROWS; i++) {
            double latitude = Math.toRadians(LATITUDES[i]);
            double warm = Math.sin(latitude) + 0.15;
            for (int j = 0; j < COLUMNS; j++) {
                double wave = Math.sin(3 * Math.toRadians(LONGITUDES[j]) - lead / 8)
                        + Math.cos(Math.toRadians(LONGITUDES[j]));
                field[i * COLUMNS + j] =
                        (float) (scale[0] + scale[1] * warm * warm + amplitude * scale[2] * Math.cos(latitude) * wave);
            }
        }
        return field;
    }
}
