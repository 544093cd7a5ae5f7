package fairweather.scorecard;

import static fairweather.scorecard.Stores.field;
import static fairweather.scorecard.Stores.kelvin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fairweather.forecast.zarr.ZarrVariable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The scorecard as a picture: what is written where, and in which colour. */
class PictureTest {
    private static final String BEST = "#2166ac";
    private static final String ABSENT = "#e4e4e4";

    @TempDir
    private Path folder;

    private Path forecast;
    private Path truth;
    private Path usual;

    /** A perfect forecast of 2t & "msl" whose name needs care, and one of msl that is worse than climatology. */
    @BeforeEach
    void write() throws IOException {
        ZarrVariable temperature = Stores.timeless("2t", field((a, o) -> kelvin(a, o, 5)));
        truth = Stores.write(
                folder.resolve("truth"), temperature, Stores.timeless("msl", field((a, o) -> 1e5 + 10 * a)));
        usual = Stores.write(
                folder.resolve("usual"),
                Stores.timeless("2t", field((a, o) -> kelvin(a, o, 0))),
                Stores.timeless("msl", field((a, o) -> 1e5)));
        forecast = Stores.write(
                folder.resolve("a<b&c"), temperature, Stores.timeless("msl", field((a, o) -> 1e5 - 20 * a)));
    }

    private Path draw(String name, Object... more) {
        Path picture = folder.resolve(name);
        List<Object> all = new ArrayList<>(List.of("--forecast", forecast, "--truth", truth, "--climatology", usual));
        all.addAll(List.of("--image", picture));
        all.addAll(List.of(more));
        Cli.Answer answer = Cli.run(all.toArray());
        assertThat(answer.code()).as(answer.err()).isZero();
        return picture;
    }

    private static Document svg(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> texts(Document document) {
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    /** The colours of the cells, which are all of one size. */
    private static List<String> cells(Document document) {
        NodeList nodes = document.getElementsByTagName("rect");
        List<String> colours = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element box = (Element) nodes.item(i);
            if (box.getAttribute("width").equals("60")
                    && box.getAttribute("height").equals("24")) {
                colours.add(box.getAttribute("fill"));
            }
        }
        return colours;
    }

    @Test
    void an_svg_has_title_rows_leads_units_numbers_and_a_legend() throws Exception {
        Document document = svg(draw("card.svg", "--init", "2020-01-01", "--leads", "6,12"));
        assertThat(texts(document))
                .contains("Scorecard of a<b&c", "against truth · climatology usual")
                .contains("strict · cos-1 · from 2020-01-01T00:00Z · region global")
                .contains("2t", "K", "msl", "Pa", "6 h", "12 h", "0", "1", "≤ -1", "not scored")
                .anyMatch(text -> text.startsWith("Numbers are RMSE in the row's unit."));
    }

    @Test
    void colours_tell_the_skill() throws Exception {
        List<String> cells = cells(svg(draw("card.svg")));
        assertThat(cells).hasSize(2);
        assertThat(cells.getFirst()).isEqualTo(BEST);
        // The error is three times climatology's: as red as it gets.
        assertThat(cells.getLast()).isEqualTo("#b2182b");
    }

    @Test
    void what_is_not_scored_is_grey() throws Exception {
        List<String> cells = cells(svg(draw("card.svg", "--variables", "2t,q")));
        assertThat(cells).containsExactly(BEST, ABSENT);
    }

    @Test
    void the_region_that_is_asked_for_is_shown() throws Exception {
        assertThat(texts(svg(draw("card.svg", "--region", "nh")))).contains("strict · cos-1 · region nh");
    }

    @Test
    void a_png_has_the_same_cells() throws IOException {
        Path file;
        try {
            file = draw("card.png");
        } catch (AssertionError failed) {
            assumeTrue(!failed.getMessage().contains("no fonts"), "skipped: this machine has no fonts");
            throw failed;
        }
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * 640);
        assertThat(hex(image, 24 + 190 + 3, 24 + 96 + 3)).isEqualTo(BEST);
        assertThat(hex(image, 24 + 190 + 3, 24 + 96 + 26 + 3)).isEqualTo("#b2182b");
        assertThat(hex(image, 2, 2)).isEqualTo("#ffffff");
    }

    private static String hex(BufferedImage image, int x, int y) {
        return String.format("#%06x", image.getRGB(2 * x, 2 * y) & 0xffffff);
    }

    @Test
    void a_picture_may_have_many_leads() throws Exception {
        List<String> leads = new ArrayList<>();
        for (int lead = 6; lead <= 240; lead += 6) {
            leads.add(Integer.toString(lead));
        }
        Path file = draw("wide.svg", "--init", "2020-01-01", "--leads", String.join(",", leads));
        assertThat(cells(svg(file))).hasSize(80);
        assertThat(Files.readString(file)).contains("width=\"2718\"");
    }
}
