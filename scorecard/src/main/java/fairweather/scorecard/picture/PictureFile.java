package fairweather.scorecard.picture;

import fairweather.scorecard.Unusable;
import fairweather.scorecard.card.Card;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes a scorecard as a picture; the file's name decides whether as SVG or as PNG. */
public final class PictureFile {
    private PictureFile() {}

    /** Whether the name ends with what can be written. */
    public static boolean canWrite(Path path) {
        return svg(path) || name(path).endsWith(".png");
    }

    /**
     * @param region whose numbers are shown
     * @param titles a title, and lines below it
     */
    public static void write(Path path, Card card, String region, List<String> titles) {
        Scoreboard board = new Scoreboard(card, region, titles);
        try {
            if (svg(path)) {
                SvgCanvas canvas = new SvgCanvas(board.width(), board.height(), titles.getFirst());
                board.draw(canvas);
                Files.writeString(path, canvas.document());
            } else {
                writePng(path, board);
            }
        } catch (IOException unwritable) {
            throw new Unusable(path + ": it cannot be written", unwritable);
        }
    }

    private static void writePng(Path path, Scoreboard board) throws IOException {
        PngCanvas canvas = new PngCanvas(board.width(), board.height());
        try {
            board.draw(canvas);
        } catch (LinkageError | InternalError fontless) {
            throw new Unusable(path + ": this machine has no fonts to draw with; an .svg needs none", fontless);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        ImageIO.write(canvas.image(), "png", path.toFile());
    }

    private static boolean svg(Path path) {
        return name(path).endsWith(".svg");
    }

    private static String name(Path path) {
        return path.toString().toLowerCase(Locale.ROOT);
    }
}
