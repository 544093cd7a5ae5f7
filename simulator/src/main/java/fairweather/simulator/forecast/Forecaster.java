package fairweather.simulator.forecast;

import fairweather.failure.FailureException;
import java.time.Duration;
import java.time.Instant;

/**
 * A way to forecast the wind. Each is a pure function of the archive, the start and the lead: the same arguments give the
 * same bits on every machine.
 */
public sealed interface Forecaster {

    /**
     * The forecast for {@code start + leadHours}: m/s, row-major [181][360], latitudes 90 to -90, longitudes 0 to 359. The
     * array may be shared between calls: callers must not change it.
     *
     * @throws FailureException {@code CONTENT_LAYOUT} if the archive lacks what this forecaster starts from
     */
    float[] field(WindArchive archive, Wind wind, Instant start, int leadHours);

    /** Whether the field is the same for all leads. */
    default boolean held() {
        return false;
    }

    /** Holds the analysis of the start for all leads. */
    record Persistence() implements Forecaster {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            return archive.analysis(wind, start);
        }
    }

    /**
     * Holds a multiple of the analysis of the start, rounded to 2 m/s: a forecast of its own that costs
     * little to make and little to compress.
     */
    record Scaled(double factor) implements Forecaster {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            float[] analysis = archive.analysis(wind, start);
            float[] field = new float[analysis.length];
            for (int i = 0; i < field.length; i++) {
                field[i] = 2f * Math.round(analysis[i] * factor / 2);
            }
            return field;
        }
    }

    /** mean + α(x₀ − mean): the mean of all analyses (the verifying ones included) and the α of {@link Damping}. */
    record Damped() implements Forecaster {
        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            double alpha = archive.damping().alpha(wind, leadHours);
            double[] mean = archive.sampleMean(wind);
            float[] analysis = archive.analysis(wind, start);
            float[] field = new float[mean.length];
            for (int i = 0; i < field.length; i++) {
                field[i] = (float) (mean[i] + alpha * (analysis[i] - mean[i]));
            }
            return field;
        }
    }

    /** The mean of all analyses of the archive, the verifying ones included: an in-sample forecast. */
    record SampleMean() implements Forecaster {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            return archive.roundedSampleMean(wind);
        }
    }

    /** The monthly climatology of the archive at the valid time (the demonstration: Navy winds of October). */
    record Climatology() implements Forecaster {
        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            return archive.climatology(wind, start.plus(Duration.ofHours(leadHours)));
        }
    }

    /** Holds the 3 hour GFS forecast of the start's cycle for all leads: what a copier of GFS would submit. */
    record HeldThreeHourForecast() implements Forecaster {
        @Override
        public boolean held() {
            return true;
        }

        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            return archive.threeHourForecast(wind, start);
        }
    }

    /**
     * The verifying analysis (or what {@link WindArchive#verifying} puts in its place) plus independent Gaussian noise at
     * each point.
     *
     * @param deviation the noise's standard deviation, m/s
     * @param seed tells apart forecasters of the same deviation
     */
    record Noise(double deviation, long seed) implements Forecaster {
        @Override
        public float[] field(WindArchive archive, Wind wind, Instant start, int leadHours) {
            float[] truth = archive.verifying(wind, start.plus(Duration.ofHours(leadHours)));
            NormalSequence normal = NormalSequence.of(seed, wind.ordinal(), start.getEpochSecond(), leadHours);
            float[] field = new float[truth.length];
            for (int i = 0; i < field.length; i++) {
                field[i] = (float) (truth[i] + deviation * normal.next());
            }
            return field;
        }
    }
}
