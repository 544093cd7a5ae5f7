package fairweather.orchestrator.fold;

/**
 * The only writer of runs, responses and statistics. It takes outcomes in batches, one fold at a time in the cluster,
 * asks the pure machines what each means, and writes that together with the mark that the outcome is folded. What is
 * not legal is folded as ignored; what throws is rolled back alone, and its response is parked so that the others go
 * on.
 */
public final class Fold {
    private final Books books;

    public Fold(Books books) {
        this.books = books;
    }

    /** Folds one batch; the number of outcomes taken, 0 if there were none or another fold is at work. */
    public int fold() {
        return books.alone(ledger -> new Batch(ledger).fold()).orElse(0);
    }
}
