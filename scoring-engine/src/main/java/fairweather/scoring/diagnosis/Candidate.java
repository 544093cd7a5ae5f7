package fairweather.scoring.diagnosis;

import fairweather.scoring.metric.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Something that a field may be other than what its metadata say, and how it is then compared: factor · f + offset
 * against a view of a truth.
 *
 * @param column of the truth that a column of the field is compared with
 */
record Candidate(String name, View view, IntUnaryOperator column, double factor, double offset) {
    private static final double ZERO_CELSIUS = 273.15;
    private static final double GRAVITY = 9.80665;
    private static final double HUNDRED = 100;
    private static final double THOUSAND = 1000;
    private static final int STEPS = 2;
    private static final int QUARTERS = 4;

    /** A truth, as it is or with its rows from south to north. No record: fields are not compared value by value. */
    static final class View {
        private final Rows rows;
        private final boolean flipped;

        View(Rows rows, boolean flipped) {
            this.rows = rows;
            this.flipped = flipped;
        }

        /** What a field of so many rows has there. */
        void read(int row, int ofRows, double[] into) {
            rows.read(flipped ? ofRows - 1 - row : row, into);
        }
    }

    /** The field as its metadata say, then everything else; of equals, the first counts. */
    static List<Candidate> of(Background background) {
        List<Candidate> all = new ArrayList<>();
        View straight = new View(background.truth(), false);
        all.add(new Candidate("as_declared", straight, j -> j, 1, 0));
        places(all, background, straight);
        times(all, background);
        values(all, straight);
        return all;
    }

    private static void places(List<Candidate> all, Background background, View straight) {
        int columns = background.columns();
        all.add(new Candidate("latitude_flipped", new View(background.truth(), true), j -> j, 1, 0));
        all.add(new Candidate("longitude_mirrored", straight, j -> (columns - j) % columns, 1, 0));
        if (columns % QUARTERS == 0) {
            all.add(shifted("longitude_shifted_180", straight, columns, columns / 2));
            all.add(shifted("longitude_shifted_east_90", straight, columns, columns / QUARTERS));
            all.add(shifted("longitude_shifted_west_90", straight, columns, -columns / QUARTERS));
        }
        for (int steps = 1; steps <= STEPS; steps++) {
            String by = steps == 1 ? "_1_step" : "_" + steps + "_steps";
            all.add(shifted("longitude_shifted_east" + by, straight, columns, steps));
            all.add(shifted("longitude_shifted_west" + by, straight, columns, -steps));
        }
    }

    /** What lies in column j of a field that was shifted east by so many columns belongs that far to the west. */
    private static Candidate shifted(String name, View view, int columns, int east) {
        return new Candidate(name, view, j -> Math.floorMod(j - east, columns), 1, 0);
    }

    /**
     * The weather of the start, held, is no lie: the past is looked at no further back than half way to the start, where
     * even persistence, whose square error grows no faster than the square of time, gains three quarters at most.
     */
    private static void times(List<Candidate> all, Background background) {
        for (Map.Entry<Integer, Rows> other : new TreeMap<>(background.truthAtOtherTimes()).entrySet()) {
            int hours = other.getKey();
            if (hours != 0 && 2 * hours >= -background.leadHours()) {
                String name = "valid_time" + (hours < 0 ? "_minus_" : "_plus_") + Math.abs(hours) + "h";
                all.add(new Candidate(name, new View(other.getValue(), false), j -> j, 1, 0));
            }
        }
    }

    private static void values(List<Candidate> all, View truth) {
        all.add(new Candidate("less_273.15", truth, j -> j, 1, ZERO_CELSIUS));
        all.add(new Candidate("more_273.15", truth, j -> j, 1, -ZERO_CELSIUS));
        all.add(new Candidate("divided_by_100", truth, j -> j, HUNDRED, 0));
        all.add(new Candidate("times_100", truth, j -> j, 1 / HUNDRED, 0));
        all.add(new Candidate("divided_by_9.80665", truth, j -> j, GRAVITY, 0));
        all.add(new Candidate("times_9.80665", truth, j -> j, 1 / GRAVITY, 0));
        all.add(new Candidate("divided_by_1000", truth, j -> j, THOUSAND, 0));
        all.add(new Candidate("times_1000", truth, j -> j, 1 / THOUSAND, 0));
        all.add(new Candidate("negated", truth, j -> j, -1, 0));
    }
}
