package fairweather.scorecard.picture;

import java.util.Locale;

/** A colour; each part from 0 to 255. */
record Colour(int red, int green, int blue) {
    static final Colour BLACK = new Colour(0x1a, 0x1a, 0x1a);
    static final Colour GREY = new Colour(0x66, 0x66, 0x66);
    static final Colour WHITE = new Colour(0xff, 0xff, 0xff);
    /** Of cells that are not scored. */
    static final Colour ABSENT = new Colour(0xe4, 0xe4, 0xe4);

    private static final Colour WORST = new Colour(0xb2, 0x18, 0x2b);
    private static final Colour NEUTRAL = new Colour(0xf7, 0xf7, 0xf7);
    private static final Colour BEST = new Colour(0x21, 0x66, 0xac);
    private static final double DARK = 140;

    /** Blue for skill up to 1, red for skill down to -1 and below, nearly white at 0: climatology's. */
    static Colour ofSkill(double skill) {
        double clamped = Math.clamp(skill, -1, 1);
        return clamped < 0 ? between(NEUTRAL, WORST, -clamped) : between(NEUTRAL, BEST, clamped);
    }

    private static Colour between(Colour from, Colour to, double share) {
        return new Colour(
                part(from.red, to.red, share), part(from.green, to.green, share), part(from.blue, to.blue, share));
    }

    private static int part(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** The colour in which a text is legible on this one. */
    Colour text() {
        double brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
        return brightness < DARK ? WHITE : BLACK;
    }

    /** For example {@code #2166ac}. */
    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
