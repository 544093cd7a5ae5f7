package fairweather.archive.gfs;

/**
 * The time or the period that a field is valid for, in hours after its reference time.
 *
 * @param process over the period; null for a time
 */
record Step(long from, long to, String process) {
    private static final int STATISTICAL = 8;
    private static final int DAY = 24;

    static Step of(Octets product) {
        long from = product.unsigned4(19) * hours(product.unsigned(18));
        if (product.unsigned2(8) != STATISTICAL) {
            return new Step(from, from, null);
        }
        long to = from + product.unsigned4(50) * hours(product.unsigned(49));
        return new Step(from, to, process(product.unsigned(47)));
    }

    /** wgrib2's words. Whole days are told in days, but only of periods. */
    String text() {
        if (process == null) {
            return to == 0 ? "anl" : to + " hour fcst";
        }
        boolean days = from % DAY == 0 && to % DAY == 0;
        String period = days ? from / DAY + "-" + to / DAY + " day" : from + "-" + to + " hour";
        return period + " " + process + " fcst";
    }

    /** By code table 4.4. */
    private static int hours(int unit) {
        return switch (unit) {
            case 1 -> 1;
            case 2 -> DAY;
            case 10 -> 3;
            case 11 -> 6;
            case 12 -> 12;
            default -> throw new IllegalArgumentException("time in unit " + unit + " instead of hours");
        };
    }

    /** By code table 4.10. */
    private static String process(int code) {
        return switch (code) {
            case 0 -> "ave";
            case 1 -> "acc";
            case 2 -> "max";
            case 3 -> "min";
            default -> "stat=" + code;
        };
    }
}
