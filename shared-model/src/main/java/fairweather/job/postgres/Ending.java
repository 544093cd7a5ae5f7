package fairweather.job.postgres;

import fairweather.job.End;
import fairweather.job.Lease;
import fairweather.job.Report;

/** The end of an attempt as it is to be written; {@code firstN} numbers its outcomes. */
record Ending(Lease lease, End end, Report report, int firstN) {
    boolean reports() {
        return !report.equals(Report.NOTHING);
    }
}
