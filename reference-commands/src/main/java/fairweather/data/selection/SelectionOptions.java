package fairweather.data.selection;

import fairweather.reference.CanonicalVariable;
import fairweather.run.VariableLevels;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How an operator says which fields. */
public final class SelectionOptions {
    private static final Pattern ON_A_LEVEL = Pattern.compile("([a-z]+)([1-9]\\d{0,3})");
    private static final int BETWEEN_CYCLES = 6;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cycle",
            required = true,
            paramLabel = "CYCLE",
            description = "when the run's forecast begins, for example 2025-11-01T00Z")
    private String cycle;

    @Option(names = "--to", paramLabel = "CYCLE", description = "the last of several cycles")
    private String to;

    @Option(
            names = "--every",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "from one cycle to the next (default: ${DEFAULT-VALUE})")
    private int every;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            defaultValue = "daily",
            description = "whose variables and leads are taken; there is one: ${DEFAULT-VALUE}")
    private String series;

    @Option(
            names = "--variables",
            paramLabel = "NAME",
            split = ",",
            description = "others than the series': 2t, msl, 10u, 10v, z500 for one level, z for all")
    private List<String> variables = List.of();

    @Option(names = "--leads", paramLabel = "HOURS", split = ",", description = "others than the series', against ERA5")
    private List<Integer> leads = List.of();

    @Option(
            names = "--day1-leads",
            paramLabel = "HOURS",
            split = ",",
            description = "others than the series', against the analysis")
    private List<Integer> day1Leads = List.of();

    @Option(
            names = "--what",
            paramLabel = "KIND",
            split = ",",
            description = "some of day1, reference, truth, climatology (default: all)")
    private List<What> what = List.of();

    /** @throws ParameterException with a sentence */
    public List<Batch> batches() {
        if (!series.equals("daily")) {
            throw wrong("--series " + series + " is not known: say --variables and --leads for another one");
        }
        if (Stream.concat(leads.stream(), day1Leads.stream()).anyMatch(lead -> lead <= 0)) {
            throw wrong("a lead is a positive number of hours");
        }
        Set<What> whats = what.isEmpty() ? EnumSet.allOf(What.class) : EnumSet.copyOf(what);
        return Selection.of(cycles(), wish(), whats);
    }

    private Wish wish() {
        Wish daily = Wish.DAILY;
        List<VariableLevels> own = named();
        return new Wish(
                own.isEmpty() ? daily.day1() : own,
                day1Leads.isEmpty() ? daily.day1Leads() : day1Leads,
                own.isEmpty() ? daily.later() : own,
                leads.isEmpty() ? daily.laterLeads() : leads);
    }

    private List<Instant> cycles() {
        Instant first = instant("--cycle", cycle);
        Instant last = to == null ? first : instant("--to", to);
        if (every <= 0 || every % BETWEEN_CYCLES != 0) {
            throw wrong("--every is a multiple of " + BETWEEN_CYCLES + " hours");
        }
        if (last.isBefore(first)) {
            throw wrong("--to is before --cycle");
        }
        List<Instant> all = new ArrayList<>();
        for (Instant one = first; !one.isAfter(last); one = one.plus(Duration.ofHours(every))) {
            all.add(one);
        }
        return all;
    }

    private Instant instant(String option, String text) {
        try {
            Instant time = LocalDateTime.parse(text, Batch.TIME).toInstant(ZoneOffset.UTC);
            if (time.atOffset(ZoneOffset.UTC).getHour() % BETWEEN_CYCLES == 0) {
                return time;
            }
        } catch (DateTimeException malformed) {
            throw new ParameterException(spec.commandLine(), cycleWanted(option, text), malformed);
        }
        throw wrong(cycleWanted(option, text));
    }

    private static String cycleWanted(String option, String text) {
        return option + " " + text + " is no cycle: write 2025-11-01T00Z, the hour 00, 06, 12 or 18";
    }

    private List<VariableLevels> named() {
        Map<String, List<Integer>> levels = new LinkedHashMap<>();
        for (String name : variables) {
            Matcher onALevel = ON_A_LEVEL.matcher(name);
            if (onALevel.matches() && known(onALevel.group(1), false)) {
                levels.computeIfAbsent(onALevel.group(1), any -> new ArrayList<>())
                        .add(Integer.valueOf(onALevel.group(2)));
            } else if (known(name, true)) {
                levels.put(name, List.of());
            } else if (known(name, false)) {
                levels.put(name, Wish.LEVELS);
            } else {
                throw wrong("--variables " + name + " is not known");
            }
        }
        return levels.entrySet().stream()
                .map(entry -> new VariableLevels(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean known(String name, boolean surface) {
        return CanonicalVariable.of(name)
                .filter(variable -> variable.surface() == surface)
                .isPresent();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
