package fairweather.scorecard.picture;

import fairweather.scorecard.card.Card;
import java.nio.file.Path;
import java.util.List;

public final class PictureFile {
    private PictureFile() {}
    public static boolean canWrite(Path path) { return path.toString().endsWith(".png") || path.toString().endsWith(".svg"); }
    public static void write(Path path, Card card, String region, List<String> titles) {}
}
