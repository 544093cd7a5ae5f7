package fairweather.data.doctor;

import fairweather.reference.Field;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. */
final class Numbers {
    private static final double MEGABYTE = 1e6;
    private static final int HOURS_TOLD = 96;

    private Numbers() {}

    static String megabytes(long bytes) {
        double size = bytes / MEGABYTE;
        return String.format(Locale.ROOT, size < 10 ? "%.2f MB" : "%.0f MB", size);
    }

    /** Hours, or days where these are many. */
    static String age(Duration age) {
        return age.toHours() < HOURS_TOLD ? age.toHours() + " h" : age.toDays() + " days";
    }

    /** Grid and mean, which tell whether a field was decoded well. */
    static String field(Field field) {
        FloatBuffer values = field.buffer();
        int points = values.remaining();
        double sum = 0;
        while (values.hasRemaining()) {
            sum += values.get();
        }
        return String.format(
                Locale.ROOT,
                "%s%s on %d x %d, mean %.4g",
                field.variable(),
                field.level() == null ? "" : field.level(),
                field.grid().rows(),
                field.grid().columns(),
                sum / points);
    }
}
