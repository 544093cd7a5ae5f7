package fairweather.forecast.store;

/**
 * One field that is to be read.
 *
 * @param variable canonical name, for example {@code 2t} or {@code z}
 * @param level hPa, or null for a surface variable
 */
public record WantedField(String variable, Integer level, int leadHours) {}
