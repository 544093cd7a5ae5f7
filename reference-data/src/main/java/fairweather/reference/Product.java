package fairweather.reference;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import java.util.Locale;

/** What kind of data a field belongs to. */
public enum Product {
    /** The GFS analysis: step 0 of a cycle. */
    GFS_ANALYSIS,
    /** A GFS forecast: a cycle and a lead. */
    GFS_FORECAST,
    /** The ERA5 reanalysis, the truth of the later leads. */
    ERA5,
    /** The climatology by day of year and hour. */
    CLIMATOLOGY,
    /** A mean field per calendar month; only ever a stand-in for {@link #CLIMATOLOGY}. */
    MONTHLY_CLIMATOLOGY;

    /** The word in an index file and in provenance, for example {@code gfs_analysis}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws FailureException if the word names no product */
    public static Product of(String word) {
        for (Product product : values()) {
            if (product.word().equals(word)) {
                return product;
            }
        }
        throw new FailureException(Code.VALIDATOR_INTERNAL, "unknown product \"" + word + "\"");
    }
}
