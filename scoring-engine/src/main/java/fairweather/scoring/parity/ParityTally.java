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

    /** @param guess null if no unit is guessed */
    ParityTally(ParityKernel kernel, Gaps gaps, UnitGuess guess, Standard standard) {
        this.kernel = kernel;
        this.gaps = gaps;
        this.guess = guess;
        this.standard = standard;
        this.withReference = kernel.stage().usesReference() && standard.hasReference();
        this.raw = new RowResult[kernel.rows()];
        this.converted = new RowResult[kernel.rows()];
        this.workspace = ThreadLocal.withInitial(() -> new Workspace(kernel.columns(), withReference));
    }

    @Override
    public void row(int row, float[] values) {
        Workspace space = workspace.get();
        for (int j = 0; j < values.length; j++) {
            space.f[j] = values[j];
        }
        row(row, space.f);
    }

    void row(int row, double[] values) {
        Workspace space = workspace.get();
        standard.truth().read(row, space.t);
        standard.climatology().read(row, space.c);
        if (withReference) {
            standard.reference().read(row, space.r);
        }
        raw[row] = space.pass.of(values, space.t, space.c, space.r, gaps);
        if (guess != null) {
            guess.convert(values, space.converted);
            converted[row] = space.pass.of(space.converted, space.t, space.c, space.r, gaps);
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
