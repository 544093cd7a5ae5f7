package fairweather.scorecard.picture;

import fairweather.scorecard.card.Card;
import fairweather.scorecard.card.Component;
import fairweather.scorecard.card.Key;
import fairweather.scorecard.card.Measured;
import fairweather.scorecard.output.TablePrinter;
import fairweather.scorecard.picture.Canvas.Anchor;
import fairweather.scorecard.picture.Canvas.Style;
import fairweather.scoring.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The picture of a scorecard: where everything stands. */
final class Scoreboard {
    private static final int MARGIN = 24;
    private static final int TITLES = 96;
    private static final int LABELS = 190;
    private static final int CELL_WIDTH = 62;
    private static final int CELL_HEIGHT = 26;
    private static final int GAP = 2;
    private static final int LEGEND = 74;
    private static final int LEAST_WIDTH = 640;
    private static final int LEGEND_STEPS = 80;
    /** About what a letter of the titles takes; longer ones are cut. */
    private static final int LETTER = 7;

    private static final int TITLE_LETTER = 11;
    /** Stands for a lead that is not known. */
    private static final int UNKNOWN = -1;

    private static final Style TITLE = new Style(17, true, Anchor.START, Colour.BLACK);
    private static final Style SUBTITLE = new Style(12, false, Anchor.START, Colour.GREY);
    private static final Style ROW = new Style(13, true, Anchor.START, Colour.BLACK);
    private static final Style UNIT = new Style(11, false, Anchor.END, Colour.GREY);
    private static final Style HEAD = new Style(12, false, Anchor.MIDDLE, Colour.BLACK);
    private static final Style NOTE = new Style(11, false, Anchor.START, Colour.GREY);
    private static final Style TICK = new Style(11, false, Anchor.MIDDLE, Colour.GREY);

    private final String region;
    private final List<String> titles;
    private final Map<Key, Map<Integer, Component>> rows = new LinkedHashMap<>();
    private final List<Integer> leads;

    Scoreboard(Card card, String region, List<String> titles) {
        this.region = region;
        this.titles = titles;
        TreeSet<Integer> found = new TreeSet<>();
        for (Component component : card.components()) {
            int lead = component.step().leadHours() == null
                    ? UNKNOWN
                    : component.step().leadHours();
            found.add(lead);
            rows.computeIfAbsent(component.key(), ignored -> new LinkedHashMap<>())
                    .put(lead, component);
        }
        leads = new ArrayList<>(found);
    }

    int width() {
        return Math.max(LEAST_WIDTH, 2 * MARGIN + LABELS + leads.size() * CELL_WIDTH);
    }

    int height() {
        return 2 * MARGIN + TITLES + rows.size() * CELL_HEIGHT + LEGEND;
    }

    void draw(Canvas canvas) {
        canvas.box(0, 0, width(), height(), Colour.WHITE);
        int room = width() - 2 * MARGIN;
        canvas.text(MARGIN, MARGIN + 14, cut(titles.getFirst(), room / TITLE_LETTER), TITLE);
        int y = MARGIN + 34;
        for (String line : titles.subList(1, titles.size())) {
            boolean last = line.equals(titles.getLast());
            canvas.text(MARGIN, y, cut(last ? line + " · region " + region : line, room / LETTER), SUBTITLE);
            y += 16;
        }
        drawHeads(canvas);
        int row = 0;
        for (Map.Entry<Key, Map<Integer, Component>> entry : rows.entrySet()) {
            drawRow(canvas, MARGIN + TITLES + row * CELL_HEIGHT, entry.getKey(), entry.getValue());
            row++;
        }
        drawLegend(canvas, MARGIN + TITLES + rows.size() * CELL_HEIGHT + 22);
    }

    private void drawHeads(Canvas canvas) {
        int y = MARGIN + TITLES - 8;
        canvas.text(MARGIN, y, "lead", NOTE);
        for (int column = 0; column < leads.size(); column++) {
            String lead = leads.get(column) == UNKNOWN ? "–" : leads.get(column) + " h";
            canvas.text(centre(column), y, lead, HEAD);
        }
    }

    private void drawRow(Canvas canvas, int top, Key key, Map<Integer, Component> cells) {
        int base = top + CELL_HEIGHT - 9;
        String label = key.level() == null ? key.variable() : key.variable() + " " + key.level() + " hPa";
        canvas.text(MARGIN, base, label, ROW);
        String unit = cells.values().iterator().next().unit();
        canvas.text(MARGIN + LABELS - 10, base, superscript(unit), UNIT);
        for (int column = 0; column < leads.size(); column++) {
            Component component = cells.get(leads.get(column));
            if (component != null) {
                drawCell(canvas, column, top, component);
            }
        }
    }

    private void drawCell(Canvas canvas, int column, int top, Component component) {
        Optional<Measured.Numbers> numbers = component.scored()
                ? component.measured().map(measured -> measured.regions().get(region))
                : Optional.empty();
        Optional<Double> skill = value(numbers, "skill_score");
        Colour colour = skill.map(Colour::ofSkill).orElse(Colour.ABSENT);
        canvas.box(MARGIN + LABELS + column * CELL_WIDTH, top, CELL_WIDTH - GAP, CELL_HEIGHT - GAP, colour);
        String text = TablePrinter.number(value(numbers, "rmse"), 4);
        canvas.text(centre(column), top + CELL_HEIGHT - 9, text, new Style(12, false, Anchor.MIDDLE, colour.text()));
    }

    private void drawLegend(Canvas canvas, int top) {
        int left = MARGIN + LABELS;
        int step = 3;
        for (int i = 0; i < LEGEND_STEPS; i++) {
            double skill = -1 + 2.0 * i / (LEGEND_STEPS - 1);
            canvas.box(left + i * step, top, step, 12, Colour.ofSkill(skill));
        }
        int right = left + LEGEND_STEPS * step;
        canvas.text(MARGIN, top + 10, "skill against climatology", NOTE);
        canvas.text(left, top + 26, "≤ -1", TICK);
        canvas.text((left + right) / 2, top + 26, "0", TICK);
        canvas.text(right, top + 26, "1", TICK);
        canvas.box(right + 30, top, 24, 12, Colour.ABSENT);
        canvas.text(right + 60, top + 10, "not scored", NOTE);
        canvas.text(
                MARGIN,
                top + 46,
                "Numbers are RMSE in the row's unit. Skill is 1 − MSE / MSE of climatology: 1 is perfect, 0 is climatology.",
                NOTE);
    }

    private int centre(int column) {
        return MARGIN + LABELS + column * CELL_WIDTH + (CELL_WIDTH - GAP) / 2;
    }

    private static Optional<Double> value(Optional<Measured.Numbers> numbers, String name) {
        return numbers.map(found -> found.metrics().get(name)).map(Metric::value);
    }

    /** m2 s-2 as it is printed. */
    private static String superscript(String unit) {
        return unit.replace("s-1", "s⁻¹")
                .replace("s-2", "s⁻²")
                .replace("kg-1", "kg⁻¹")
                .replace("m2", "m²");
    }

    private static String cut(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, Math.max(0, letters - 1)) + "…";
    }
}
