package fairweather.scorecard.card;

import fairweather.failure.FailureException;
import fairweather.reference.Grid;
import fairweather.scorecard.Unusable;
import fairweather.scorecard.data.Axes;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.data.Slot;
import fairweather.scorecard.grid.Mismatch;
import fairweather.scorecard.grid.Placement;
import fairweather.scorecard.grid.Sorted;
import fairweather.scoring.metric.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Scores a forecast field by field; what is held at once is one field of each data set and a few beside. */
public final class Scoring {
    private final Dataset forecast;
    private final Truths truths;
    private final Climatologies climatologies;
    private final Optional<Dataset> reference;
    private final Request request;
    private final Mode mode;
    private final FieldReading reading = new FieldReading();
    private final Map<Axes, Map<Axes, Placement>> placements = new IdentityHashMap<>();
    private final Map<Axes, Grid> grids = new IdentityHashMap<>();

    public Scoring(
            Dataset forecast,
            Dataset truth,
            Dataset climatology,
            Optional<Dataset> reference,
            Request request,
            Mode mode) {
        this.forecast = forecast;
        this.truths = new Truths(truth, request.truthMembers());
        this.climatologies = new Climatologies(climatology);
        this.reference = reference;
        this.request = request;
        this.mode = mode;
    }

    /** A component that cannot be scored, and why; leaves the work on it. */
    private static final class NotScored extends Exception {
        private static final long serialVersionUID = 1;

        NotScored(String reason) {
            super(reason, null, false, false);
        }
    }

    /** @throws Unusable if the request does not fit the forecast at all */
    public Card score(Progress progress) {
        List<String> variables = variables();
        ForecastTimes times = ForecastTimes.of(forecast, variables, request.init(), request.persist());
        List<Step> steps = times.steps(variables, request.leads());
        Optional<ForecastTimes> referenceTimes =
                reference.map(data -> ForecastTimes.of(data, variables, times.start(), false));
        List<Key> keys =
                variables.stream().flatMap(variable -> keys(variable).stream()).toList();
        List<Component> components = new ArrayList<>();
        for (Key key : keys) {
            for (Step step : steps) {
                progress.at(components.size(), keys.size() * steps.size(), key.toString());
                components.add(component(key, step, times, referenceTimes));
            }
        }
        progress.at(components.size(), components.size(), "");
        return new Card(mode, components, leadScores(components));
    }

    private List<String> variables() {
        if (!request.variables().isEmpty()) {
            return request.variables();
        }
        Set<String> there = forecast.variables();
        List<String> known = Names.known().stream().filter(there::contains).toList();
        if (there.isEmpty()) {
            throw new Unusable(forecast.name() + ": no field in it can be scored"
                    + forecast.remarks().values().stream()
                            .findFirst()
                            .map(remark -> "; " + remark)
                            .orElse(""));
        }
        return known.isEmpty() ? List.copyOf(there) : known;
    }

    private List<Key> keys(String variable) {
        List<Integer> there = forecast.levels(variable).stream()
                .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                .toList();
        boolean withLevels = there.isEmpty() ? !truthHasNone(variable) : there.getFirst() != null;
        if (withLevels && !request.levels().isEmpty()) {
            return request.levels().stream()
                    .sorted()
                    .map(level -> new Key(variable, level))
                    .toList();
        }
        return there.isEmpty()
                ? List.of(new Key(variable, null))
                : there.stream().map(level -> new Key(variable, level)).toList();
    }

    /** Of a variable that the forecast lacks: whether the truth has it without levels. */
    private boolean truthHasNone(String variable) {
        return truths.data().levels(variable).contains(null);
    }

    private Component component(Key key, Step step, ForecastTimes times, Optional<ForecastTimes> referenceTimes) {
        String unit = Names.unitOf(key.variable()).orElse("");
        Measured measured = null;
        boolean regridded = false;
        Step at = step;
        try {
            Slot truth = one(truths.at(key, step.valid()));
            at = known(step, truth);
            Slot climatology = one(climatologies.at(key, at.valid()));
            unit = truth.series().unit();
            sameUnit(key, truth, climatology, "climatology");
            Placed c = placed("the climatology", List.of(climatology), truth);
            Placed r = referenceTimes
                    .map(found -> reference(found, key, step, truth))
                    .orElse(Placed.NONE);
            Rows t = placed("the truth", List.of(truth), truth).rows();
            Grid grid = grid(truth);
            try {
                List<Slot> slots = all(forecast(key, step, times));
                sameUnit(key, truth, slots.getFirst(), "forecast");
                Placed f = placed("the forecast", slots, truth);
                measured = mode.measure(new Fields(key, grid, f.rows(), t, c.rows(), r.rows()));
                regridded = f.regridded() || c.regridded() || r.regridded();
                return new Component(key, at, unit, Optional.of(measured), true, measured.absence(), regridded);
            } catch (NotScored missing) {
                measured = mode.measure(new Fields(key, grid, null, t, c.rows(), r.rows()));
                throw missing;
            }
        } catch (NotScored missing) {
            return new Component(
                    key, at, unit, Optional.ofNullable(measured), false, Optional.of(missing.getMessage()), regridded);
        }
    }

    private Choice forecast(Key key, Step step, ForecastTimes times) {
        List<Slot> slots = times.slots(key, step);
        if (slots.isEmpty()
                && step.leadHours() != null
                && forecast.levels(key.variable()).contains(key.level())) {
            return new Choice.None("the forecast has no " + key + " with lead " + step.leadHours() + " h");
        }
        return Choice.ofMembers("the forecast", forecast, key, slots, request.members(), "--members");
    }

    /** The truth tells the time where nothing else does. */
    private static Step known(Step step, Slot truth) {
        return step.valid() == null && truth.moment() instanceof Moment.At at
                ? new Step(step.leadHours(), at.valid())
                : step;
    }

    /** A reference forecast that lacks a field costs the numbers that compare with it, not the component. */
    private Placed reference(ForecastTimes times, Key key, Step step, Slot truth) {
        try {
            List<Slot> slots = all(Choice.ofMembers(
                    "the reference", reference.orElseThrow(), key, times.slots(key, step), List.of(), null));
            sameUnit(key, truth, slots.getFirst(), "reference");
            return placed("the reference", slots, truth);
        } catch (NotScored missing) {
            return Placed.NONE;
        }
    }

    /** A field on the truth's grid, or nothing. */
    private record Placed(Placement placement, float[] values) {
        static final Placed NONE = new Placed(null, null);

        Rows rows() {
            return placement == null ? null : placement.rows(values);
        }

        boolean regridded() {
            return placement != null && placement.regridded();
        }
    }

    private Placed placed(String role, List<Slot> slots, Slot truth) throws NotScored {
        Placement placement = placement(role, slots.getFirst(), truth);
        try {
            return new Placed(placement, reading.read(slots));
        } catch (FailureException unreadable) {
            throw new NotScored(role + " cannot be read: " + Unusable.sentence(unreadable));
        }
    }

    private Grid grid(Slot truth) throws NotScored {
        try {
            return grids.computeIfAbsent(truth.axes(), axes -> Sorted.of(axes).grid());
        } catch (Mismatch none) {
            throw new NotScored("the truth's grid cannot be used: " + none.getMessage());
        }
    }

    private Placement placement(String role, Slot source, Slot truth) throws NotScored {
        Grid target = grid(truth);
        if (target.rows() < 2) {
            throw new NotScored("the truth has a single latitude; at least two are needed");
        }
        try {
            return placements
                    .computeIfAbsent(truth.axes(), ignored -> new IdentityHashMap<>())
                    .computeIfAbsent(source.axes(), axes -> Placement.of(axes, target, request.regrid()));
        } catch (Mismatch different) {
            throw new NotScored(role + " is on another grid (" + source.axes().size() + ") than the truth ("
                    + truth.axes().size() + "): " + different.getMessage() + "; --regrid interpolates");
        }
    }

    private static void sameUnit(Key key, Slot truth, Slot other, String role) throws NotScored {
        if (!truth.series().unit().equals(other.series().unit())) {
            throw new NotScored("the unit of " + key + " is \"" + other.series().unit() + "\" in the " + role
                    + " and \"" + truth.series().unit() + "\" in the truth");
        }
    }

    private static Slot one(Choice choice) throws NotScored {
        return all(choice).getFirst();
    }

    private static List<Slot> all(Choice choice) throws NotScored {
        return switch (choice) {
            case Choice.Chosen chosen -> chosen.slots();
            case Choice.None none -> throw new NotScored(none.reason());
        };
    }

    private Map<Integer, Double> leadScores(List<Component> components) {
        Map<Integer, List<Component>> byLead = new TreeMap<>();
        for (Component component : components) {
            if (component.step().leadHours() != null) {
                byLead.computeIfAbsent(component.step().leadHours(), ignored -> new ArrayList<>())
                        .add(component);
            }
        }
        Map<Integer, Double> scores = new TreeMap<>();
        byLead.forEach((lead, ofLead) -> {
            if (ofLead.stream().anyMatch(Component::scored)) {
                mode.leadScore(ofLead).ifPresent(value -> scores.put(lead, value));
            }
        });
        return scores;
    }
}
