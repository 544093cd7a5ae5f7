package fairweather.job;

/** What every adapter of the queue must do; a new adapter extends this and provides its store. */
public abstract class JobQueueContract
        implements ClaimContract,
                LeaseContract,
                ReportContract,
                HoldContract,
                MinerContract,
                LimitContract,
                BulkContract {
    /** The adapter, empty at the beginning of each test. */
    @Override
    public abstract JobStore store();
}
