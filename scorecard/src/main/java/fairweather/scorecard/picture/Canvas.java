package fairweather.scorecard.picture;

/** What can be drawn; the origin is at the top left, lengths are pixels. */
interface Canvas {

    /** Where a text stands beside its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** @param size height of the letters' line */
    record Style(int size, boolean bold, Anchor anchor, Colour colour) {}

    void box(int x, int y, int width, int height, Colour colour);

    /** @param y of the base line */
    void text(int x, int y, String text, Style style);
}
