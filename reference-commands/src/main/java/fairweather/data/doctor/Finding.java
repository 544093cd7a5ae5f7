package fairweather.data.doctor;

/**
 * One thing that was found of a source.
 *
 * @param name of one or two words
 * @param text the rest of the line
 */
record Finding(String name, String text) {}
