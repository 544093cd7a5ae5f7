package fairweather.scorecard.picture;

import java.util.Locale;

/** Draws into the text of an SVG file. */
final class SvgCanvas implements Canvas {
    private final StringBuilder body = new StringBuilder();
    private final String head;

    SvgCanvas(int width, int height, String title) {
        head = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" role=\"img\">%n<title>%s</title>%n",
                width,
                height,
                width,
                height,
                escaped(title));
    }

    @Override
    public void box(int x, int y, int width, int height, Colour colour) {
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                colour.hex()));
    }

    @Override
    public void text(int x, int y, String text, Style style) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                style.size(),
                style.bold() ? " font-weight=\"bold\"" : "",
                style.anchor().name().toLowerCase(Locale.ROOT),
                style.colour().hex(),
                escaped(text)));
    }

    String document() {
        return head + body + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "");
    }
}
