package fairweather.forecast.zarr;

/** A text from a forecast as it may stand in a sentence about it. */
public final class Quoted {
    private static final int LONGEST = 40;

    private Quoted() {}

    /** The text in quotation marks, cut to 40 characters. */
    public static String of(String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
        return '"' + shown + '"';
    }
}
