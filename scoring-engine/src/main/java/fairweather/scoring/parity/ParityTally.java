package fairweather.scoring.parity;

import fairweather.scoring.metric.RowVisitor;

/**
 * Sums one forecast as its rows come. Rows may come in any order and from several threads; the result is of the same
 * bits. Where the unit is to be guessed, both units are summed and one is chosen at the end, when the means are known.
 */
public final class ParityTally implements RowVisitor {
    private final ParityStandard standard;
    private final UnitGuess guess;
    private final double[] weights;
    private final int columns;
    private final RowResult[] raw;
    private final RowResult[] converted;
    private final ThreadLocal<Workspace> workspace;

    /** One row of all fields, in double precision. */
    private record Workspace(double[] f, double[] converted, double[] t, double[] c, double[] r, RowPass pass) {
        Workspace(int columns, boolean reference) {
            this(
                    new double[columns],
                    new double[columns],
                    new double[columns],
                    new double[columns],
                    reference ? new double[columns] : null,
                    new RowPass());
        }
    }

    ParityTally(ParityStandard standard, double[] weights, int columns) {
        this.standard = standard;
        this.guess = standard.guess().orElse(null);
        this.weights = weights;
        this.columns = columns;
        this.raw = new RowResult[weights.length];
        this.converted = new RowResult[weights.length];
        this.workspace = ThreadLocal.withInitial(() -> new Workspace(columns, standard.hasReference()));
    }

    @Override
    public void row(int row, float[] values) {
        Workspace space = workspace.get();
        for (int j = 0; j < columns; j++) {
            space.f[j] = values[j];
        }
        row(row, space.f);
    }

    void row(int row, double[] values) {
        Workspace space = workspace.get();
        standard.truth().read(row, space.t);
        standard.climatology().read(row, space.c);
        if (standard.hasReference()) {
            standard.reference().read(row, space.r);
        }
        raw[row] = space.pass.of(values, space.t, space.c, space.r, standard.gaps());
        if (guess != null) {
            guess.convert(values, space.converted);
            converted[row] = space.pass.of(space.converted, space.t, space.c, space.r, standard.gaps());
        }
    }

    /**
     * When every row has come, and the threads that brought them are done.
     *
     * @throws IllegalStateException if a row is missing
     */
    public ParitySums sums() {
        Totals asItCame = totals(raw);
        return guess != null && asItCame.suggest(guess) ? totals(converted).convertedFrom(asItCame) : asItCame.sums();
    }

    private Totals totals(RowResult[] rows) {
        Totals totals = new Totals(standard.hasReference());
        for (int i = 0; i < weights.length; i++) {
            if (rows[i] == null) {
                throw new IllegalStateException("row " + i + " is missing");
            }
            totals.add(weights[i], columns, rows[i]);
        }
        return totals;
    }
}
