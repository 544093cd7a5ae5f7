package fairweather.scorecard;

import fairweather.scorecard.card.Card;
import fairweather.scorecard.card.Component;
import fairweather.scorecard.card.Measured;
import fairweather.scorecard.card.Mode;
import fairweather.scorecard.card.ParityMode;
import fairweather.scorecard.card.Request;
import fairweather.scorecard.card.StrictMode;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.picture.PictureFile;
import fairweather.scoring.metric.Region;
import fairweather.scoring.metric.WeightRule;
import fairweather.scoring.score.ScoreRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of the command, their defaults and what of them cannot be. */
final class ScoreOptions {
    private static final List<String> REGIONS = Stream.concat(
                    Arrays.stream(Region.values()).map(Region::word), Stream.of(Measured.GLOBAL))
            .toList();

    enum Format {
        TABLE,
        JSON,
        CSV
    }

    enum ModeWord {
        STRICT,
        PARITY
    }

    @Option(
            names = "--forecast",
            required = true,
            paramLabel = "STORE",
            description =
                    "Zarr v2, NetCDF-3/4 or GRIB1/2: a file, a directory, or the address of a file or a Zarr store.")
    private String forecast;

    @Option(names = "--truth", required = true, paramLabel = "TRUTH", description = "The same of what happened.")
    private String truth;

    @Option(
            names = "--climatology",
            required = true,
            paramLabel = "CLIM",
            description = "The same of what is usual: one field, one per month, or one per day of the year and hour.")
    private String climatology;

    @Option(names = "--reference", paramLabel = "REF", description = "A forecast to compare with, such as GFS.")
    private String reference;

    @Option(
            names = "--init",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "When the forecast began, UTC: 2018-10-07T00:00Z, 2018-10-07T00 or 2018-10-07.")
    private Instant init;

    @Option(names = "--mode", defaultValue = "strict", description = "strict or parity. Default: ${DEFAULT-VALUE}.")
    private ModeWord mode;

    @Option(
            names = "--weights",
            defaultValue = "cos",
            paramLabel = "RULE",
            description = "How rows are weighted: cos or cell-area. Default: ${DEFAULT-VALUE}.")
    private String weights;

    @Option(names = "--format", defaultValue = "table", description = "table, json or csv. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Writes there instead of printing.")
    private Path output;

    @Option(names = "--image", paramLabel = "FILE", description = "Also draws the scorecard: FILE.png or FILE.svg.")
    private Path image;

    @Option(
            names = "--variables",
            split = ",",
            paramLabel = "NAME",
            description = "Which variables. Default: those of the forecast that Fairweather knows, else all.")
    private List<String> variables = List.of();

    @Option(names = "--levels", split = ",", paramLabel = "HPA", description = "Which pressure levels. Default: all.")
    private List<Integer> levels = List.of();

    @Option(names = "--leads", split = ",", paramLabel = "HOURS", description = "Which leads. Default: all.")
    private List<Integer> leads = List.of();

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "NAME",
            description = "nh, tropics, sh, global or all. Default: global in the table and in parity, else all.")
    private List<String> regions = List.of();

    @Option(
            names = "--minimum-coverage",
            paramLabel = "SHARE",
            description = "What share of the area truth and forecast have to cover. Default: 0.9985.")
    private double minimumCoverage = ScoreRules.LEAST_COVERAGE;

    @Option(
            names = "--persist",
            description = "Takes the forecast's field at --init for every one of --leads: what persistence is worth.")
    private boolean persist;

    @Option(names = "--regrid", description = "Interpolates other grids to the truth's (bilinear); rows say so.")
    private boolean regrid;

    @Option(
            names = "--members",
            split = ",",
            paramLabel = "N",
            description = "Which members of the forecast's ensemble; of several, their mean is scored.")
    private List<Integer> members = List.of();

    @Option(names = "--truth-member", paramLabel = "N", description = "Which member of the truth's ensemble.")
    private Integer truthMember;

    @Option(
            names = "--name",
            split = ",",
            paramLabel = "OURS=THEIRS",
            description = "What the files call a variable, where they call it otherwise: z=Z3,2t=TREFHT.")
    private Map<String, String> given = new LinkedHashMap<>();

    /** @throws ParameterException for what picocli alone does not notice */
    void check(CommandLine command) {
        for (String region : regions) {
            expect(
                    command,
                    REGIONS.contains(region) || region.equals("all"),
                    "there is no region '" + region + "'; there are " + String.join(", ", REGIONS) + " and all");
        }
        expect(
                command,
                minimumCoverage >= 0 && minimumCoverage <= 1,
                "--minimum-coverage is a share from 0 to 1, not " + minimumCoverage);
        expect(command, leads.stream().allMatch(lead -> lead >= 0), "a lead is not negative");
        expect(command, levels.stream().allMatch(level -> level > 0), "a level is a pressure in hPa above 0");
        expect(
                command,
                image == null || PictureFile.canWrite(image),
                "--image ends with .png or .svg, not '" + image + "'");
        expect(command, !persist || !leads.isEmpty(), "--persist needs --leads");
        weightRule(command);
    }

    private static void expect(CommandLine command, boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(command, otherwise);
        }
    }

    private WeightRule weightRule(CommandLine command) {
        return switch (weights.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "cos", "cos-1" -> WeightRule.COS_1;
            case "cell-area", "cell-area-1" -> WeightRule.CELL_AREA_1;
            default -> throw new ParameterException(command, "--weights is cos or cell-area, not '" + weights + "'");
        };
    }

    /** The one place where a mode is chosen. */
    Mode mode(CommandLine command) {
        return switch (mode) {
            case STRICT -> new StrictMode(weightRule(command), minimumCoverage);
            case PARITY -> new ParityMode(weightRule(command), minimumCoverage, reference != null);
        };
    }

    Request request() {
        Set<String> keys = new LinkedHashSet<>();
        variables.forEach(
                variable -> keys.add(new Names(names()).of(variable.strip()).key()));
        return new Request(
                List.copyOf(keys),
                new LinkedHashSet<>(levels),
                new LinkedHashSet<>(leads),
                init,
                members,
                truthMember == null ? List.of() : List.of(truthMember),
                persist,
                regrid);
    }

    /** By the files' name, ours. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        given.forEach((ours, theirs) -> names.put(theirs, ours));
        return names;
    }

    /** The regions to print, in their order. */
    List<String> regions() {
        if (regions.isEmpty()) {
            boolean globe = format == Format.TABLE || mode == ModeWord.PARITY;
            return globe ? List.of(Measured.GLOBAL) : REGIONS;
        }
        return regions.contains("all")
                ? REGIONS
                : REGIONS.stream().filter(regions::contains).toList();
    }

    /** The region of a picture, which shows one. */
    String region() {
        List<String> named = regions.contains("all") ? List.of() : regions;
        return named.size() == 1 ? named.getFirst() : Measured.GLOBAL;
    }

    /** A title, and two lines about what is scored against what, and how. */
    List<String> titles(Card card) {
        List<String> how =
                new ArrayList<>(List.of(card.mode().word(), card.mode().weightRule()));
        if (card.components().stream().anyMatch(Component::regridded)) {
            how.add("regridded");
        }
        if (persist) {
            how.add("persistence");
        }
        if (init != null) {
            how.add("from " + init.toString().replace(":00Z", "Z"));
        }
        return List.of(
                "Scorecard of " + last(forecast),
                "against " + last(truth) + " · climatology " + last(climatology)
                        + (reference == null ? "" : " · reference " + last(reference)),
                String.join(" · ", how));
    }

    /** The last part of a path or address. */
    private static String last(String location) {
        String trimmed = location.replaceAll("[/\\\\]+$", "");
        return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
    }

    String forecast() {
        return forecast;
    }

    String truth() {
        return truth;
    }

    String climatology() {
        return climatology;
    }

    Optional<String> reference() {
        return Optional.ofNullable(reference);
    }

    Format format() {
        return format;
    }

    Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    Optional<Path> image() {
        return Optional.ofNullable(image);
    }
}
