package fairweather.scoring.parity;

import fairweather.scoring.metric.RowVisitor;
import fairweather.scoring.metric.Standard;

/**
 * Sums one forecast as its rows come. Rows may come in any order and from several threads; the result is of the same
 * bits. Where the unit is to be guessed, both units are summed and one is chosen at the end, when the means are known.
 */
public final class ParityTally implements RowVisitor {
    private final ParityKernel kernel;
    private final Gaps gaps;
    private final UnitGuess guess;
    private final Standard standard;
    private final boolean withReference;
    private final RowResult[] raw;
    private final RowResult[] converted;

    /** One row of all fields, in double precision; a thread has one and uses it again and again. */
    private record Workspace(double[] f, double[] converted, double[] t, double[] c, double[] r, RowPass pass) {
        private static final ThreadLocal<Workspace> OWN = new ThreadLocal<>();

        static Workspace ofThisThread(int columns) {
            Workspace own = OWN.get();
            if (own == null || own.f.length != columns) {
                own = new Workspace(
                        new double[columns],
                        new double[columns],
                        new double[columns],
                        new double[columns],
                        new double[columns],
                        new RowPass());
                OWN.set(own);
            }
            return own;
        }
    }

    /** @param guess null if no unit is guessed */
    ParityTally(ParityKernel kernel, Gaps gaps, UnitGuess guess, Standard standard) {
        this.kernel = kernel;
        this.gaps = gaps;
        this.guess = guess;
        this.standard = standard;
        this.withReference = kernel.stage().usesReference() && standard.hasReference();
        this.raw = new RowResult[kernel.rows()];
        this.converted = new RowResult[kernel.rows()];
    }

    @Override
    public void row(int row, float[] values) {
        Workspace space = Workspace.ofThisThread(kernel.columns());
        for (int j = 0; j < values.length; j++) {
            space.f[j] = values[j];
        }
        row(row, space.f);
    }

    void row(int row, double[] values) {
        Workspace space = Workspace.ofThisThread(kernel.columns());
        standard.truth().read(row, space.t);
        standard.climatology().read(row, space.c);
        double[] reference = withReference ? space.r : null;
        if (withReference) {
            standard.reference().read(row, reference);
        }
        raw[row] = space.pass.of(values, space.t, space.c, reference, gaps);
        if (guess != null) {
            guess.convert(values, space.converted);
            converted[row] = space.pass.of(space.converted, space.t, space.c, reference, gaps);
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
        Totals totals = new Totals(withReference);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == null) {
                throw new IllegalStateException("row " + i + " is missing");
            }
            totals.add(kernel.weight(i), kernel.columns(), rows[i]);
        }
        return totals;
    }
}
