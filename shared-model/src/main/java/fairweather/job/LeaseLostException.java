package fairweather.job;

/** Someone else holds the job now; whatever this attempt has done is to be discarded. */
public final class LeaseLostException extends RuntimeException {
    public LeaseLostException(Lease lease) {
        super("the lease " + lease.token() + " of job " + lease.jobId() + " is lost");
    }
}
