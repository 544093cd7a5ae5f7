package fairweather.reference.gfs;

import java.time.LocalDate;
import java.util.Locale;

/**
 * Where the mirrors keep a file: all of them have NCEP's layout.
 *
 * @param resolution the word in the names, for example {@code 0p25}
 */
record GfsPath(String resolution) {
    /** First day whose files lie in the folder of the model's atmospheric component. */
    private static final LocalDate COMPONENTS_APART = LocalDate.of(2021, 3, 23);

    String data(GfsStep step) {
        LocalDate day = step.cycleUtc().toLocalDate();
        int hour = step.cycleUtc().getHour();
        return String.format(
                Locale.ROOT,
                "gfs.%04d%02d%02d/%02d/%sgfs.t%02dz.pgrb2.%s.f%03d",
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth(),
                hour,
                day.isBefore(COMPONENTS_APART) ? "" : "atmos/",
                hour,
                resolution,
                step.hours());
    }

    String index(GfsStep step) {
        return data(step) + ".idx";
    }
}
