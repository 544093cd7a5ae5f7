package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.Rows;
import fairweather.scoring.metric.WeightRule;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Made weather on a global grid: waves that travel east, round a climatology that is warm at the equator. */
final class Weather {
    static final int LEAD = 48;

    private static final int WAVES = 12;
    private static final double DEGREES_PER_HOUR = 0.5;

    final int rows;
    final int columns;
    private final long seed;

    Weather(int rows, int columns, long seed) {
        this.rows = rows;
        this.columns = columns;
        this.seed = seed;
    }

    /** Kelvin, so many hours after the valid time. */
    float[] field(int hours) {
        Random random = new Random(seed);
        float[] field = climatology();
        for (int wave = 1; wave <= WAVES; wave++) {
            double amplitude = 8 * random.nextGaussian() / Math.sqrt(wave);
            double phase = random.nextDouble() * 2 * Math.PI;
            double tilt = 6 * random.nextGaussian();
            for (int i = 0; i < rows; i++) {
                double latitude = Math.toRadians(latitude(i));
                for (int j = 0; j < columns; j++) {
                    double longitude = 2 * Math.PI * j / columns - Math.toRadians(DEGREES_PER_HOUR * hours);
                    field[i * columns + j] += (float)
                            (amplitude * Math.cos(latitude) * Math.cos(wave * longitude + tilt * latitude + phase));
                }
            }
        }
        return field;
    }

    float[] climatology() {
        float[] field = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            double warmth = Math.cos(Math.toRadians(latitude(i)));
            Arrays.fill(field, i * columns, (i + 1) * columns, (float) (250 + 45 * warmth));
        }
        return field;
    }

    double latitude(int row) {
        return 90 - 180.0 * row / (rows - 1);
    }

    static float[] noisy(float[] field, double deviation, long seed) {
        Random random = new Random(seed);
        float[] noisy = field.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (float) (deviation * random.nextGaussian());
        }
        return noisy;
    }

    Background background() {
        return background(String.format("%064x", new BigInteger(1, name())));
    }

    Background background(String truthSha256) {
        double[] latitudes = new double[rows];
        for (int i = 0; i < rows; i++) {
            latitudes[i] = latitude(i);
        }
        Map<Integer, Rows> others = new TreeMap<>();
        for (int hours : new int[] {-24, -12, -6, 6, 12, 24}) {
            others.put(hours, Rows.of(field(hours)));
        }
        return new Background(
                latitudes,
                columns,
                WeightRule.COS_1,
                Rows.of(field(0)),
                truthSha256,
                Rows.of(climatology()),
                LEAD,
                others);
    }

    private byte[] name() {
        byte[] name = Arrays.copyOf(("weather " + seed).getBytes(StandardCharsets.US_ASCII), 32);
        name[0] |= (byte) 0x80;
        return name;
    }

    Diagnosis examined(float[] forecast) {
        Examination examination = new Examination(background());
        for (int row = 0; row < rows; row++) {
            examination.row(row, Arrays.copyOfRange(forecast, row * columns, (row + 1) * columns));
        }
        return examination.result();
    }
}
