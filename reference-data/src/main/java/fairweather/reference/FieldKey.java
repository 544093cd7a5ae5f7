package fairweather.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * The exact name of one reference field.
 *
 * @param level pressure in hPa, or null for a surface field
 * @param referenceTime start of the forecast; null unless the product is a forecast
 * @param leadHours hours from the start to the valid time; null unless the product is a forecast
 */
public record FieldKey(
        Product product, String variable, Integer level, Instant validTime, Instant referenceTime, Integer leadHours) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SPOKEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    public FieldKey {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(variable, "variable");
        Objects.requireNonNull(validTime, "validTime");
        boolean forecast = product == Product.GFS_FORECAST;
        if (forecast != (referenceTime != null) || forecast != (leadHours != null)) {
            throw new IllegalArgumentException("a forecast, and nothing else, has a reference time and a lead");
        }
        if (forecast && !referenceTime.plus(Duration.ofHours(leadHours)).equals(validTime)) {
            throw new IllegalArgumentException("the valid time must be the reference time plus the lead");
        }
    }

    public static FieldKey analysis(String variable, Integer level, Instant validTime) {
        return new FieldKey(Product.GFS_ANALYSIS, variable, level, validTime, null, null);
    }

    public static FieldKey forecast(String variable, Integer level, Instant referenceTime, int leadHours) {
        Instant validTime = referenceTime.plus(Duration.ofHours(leadHours));
        return new FieldKey(Product.GFS_FORECAST, variable, level, validTime, referenceTime, leadHours);
    }

    public static FieldKey truth(String variable, Integer level, Instant validTime) {
        return new FieldKey(Product.ERA5, variable, level, validTime, null, null);
    }

    public static FieldKey climatology(String variable, Integer level, Instant validTime) {
        return new FieldKey(Product.CLIMATOLOGY, variable, level, validTime, null, null);
    }

    /** A file name of letters, digits, underscores and dashes: different for different keys. */
    public String fileName() {
        String name = product.word() + "-" + variable.replaceAll("[^A-Za-z0-9]", "_")
                + (level == null ? "" : "-" + level + "hPa") + "-" + stamp(validTime);
        return referenceTime == null ? name : name + "-from-" + stamp(referenceTime) + "-lead-" + leadHours;
    }

    /** A time for a file name, for example {@code 20181007T0600}. */
    public static String stamp(Instant time) {
        return STAMP.format(time);
    }

    /** For a sentence, for example {@code gfs_forecast of 10u at 2018-10-07T0600Z (lead 12 h)}. */
    public String describe() {
        return product.word() + " of " + variable + (level == null ? "" : " at " + level + " hPa") + " at "
                + spoken(validTime)
                + (leadHours == null ? "" : " (lead " + leadHours + " h)");
    }

    /** A time for a sentence, without colons: the sanitiser of error texts takes some of those for addresses. */
    public static String spoken(Instant time) {
        return SPOKEN.format(time);
    }
}
