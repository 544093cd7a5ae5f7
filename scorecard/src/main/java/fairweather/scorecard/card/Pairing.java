package fairweather.scorecard.card;

import fairweather.failure.FailureException;
import fairweather.reference.Grid;
import fairweather.scorecard.Unusable;
import fairweather.scorecard.data.Axes;
import fairweather.scorecard.data.Moment;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.data.Slot;
import fairweather.scorecard.grid.Mismatch;
import fairweather.scorecard.grid.Placement;
import fairweather.scorecard.grid.Sorted;
import fairweather.scoring.metric.Rows;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the fields of one component together: the same variable, level, valid time, unit and grid. */
final class Pairing {
    private final Forecasts forecasts;
    private final Truths truths;
    private final Climatologies climatologies;
    private final Optional<Forecasts> references;
    private final boolean regrid;
    private final Mode mode;
    private final FieldReading reading = new FieldReading();
    private final Map<Axes, Map<Axes, Placement>> placements = new IdentityHashMap<>();
    private final Map<Axes, Grid> grids = new IdentityHashMap<>();

    /** @param regrid whether other grids may be interpolated to the truth's */
    Pairing(
            Forecasts forecasts,
            Truths truths,
            Climatologies climatologies,
            Optional<Forecasts> references,
            boolean regrid,
            Mode mode) {
        this.forecasts = forecasts;
        this.truths = truths;
        this.climatologies = climatologies;
        this.references = references;
        this.regrid = regrid;
        this.mode = mode;
    }

    /** A component that cannot be scored, and why; leaves the work on it. */
    private static final class NotScored extends Exception {
        private static final long serialVersionUID = 1;

        NotScored(String reason) {
            super(reason, null, false, false);
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

    Component component(Key key, Step step) {
        Step at = step;
        String unit = Names.unitOf(key.variable()).orElse("");
        Optional<Measured> withoutForecast = Optional.empty();
        try {
            Slot truth = one(truths.at(key, step.valid()));
            at = known(step, truth);
            unit = truth.series().unit();
            Slot climatology = one(climatologies.at(key, at.valid()));
            sameUnit(key, truth, climatology, "climatology");
            Placed c = placed("the climatology", List.of(climatology), truth);
            Placed r = reference(key, step, truth);
            Placed t = placed("the truth", List.of(truth), truth);
            try {
                List<Slot> slots = all(forecasts.at(key, step));
                sameUnit(key, truth, slots.getFirst(), "forecast");
                Placed f = placed("the forecast", slots, truth);
                Measured measured = mode.measure(new Fields(key, grid(truth), f.rows(), t.rows(), c.rows(), r.rows()));
                boolean regridded = f.regridded() || c.regridded() || r.regridded();
                return new Component(key, at, unit, Optional.of(measured), true, measured.absence(), regridded);
            } catch (NotScored missing) {
                withoutForecast =
                        Optional.of(mode.measure(new Fields(key, grid(truth), null, t.rows(), c.rows(), r.rows())));
                throw missing;
            }
        } catch (NotScored missing) {
            return new Component(key, at, unit, withoutForecast, false, Optional.of(missing.getMessage()), false);
        }
    }

    /** The truth tells the time where nothing else does. */
    private static Step known(Step step, Slot truth) {
        return step.valid() == null && truth.moment() instanceof Moment.At at
                ? new Step(step.leadHours(), at.valid())
                : step;
    }

    /** A reference forecast that lacks a field costs the numbers that compare with it, not the component. */
    private Placed reference(Key key, Step step, Slot truth) {
        if (references.isEmpty()) {
            return Placed.NONE;
        }
        try {
            List<Slot> slots = all(references.get().at(key, step));
            sameUnit(key, truth, slots.getFirst(), "reference");
            return placed("the reference", slots, truth);
        } catch (NotScored missing) {
            return Placed.NONE;
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
                    .computeIfAbsent(source.axes(), axes -> Placement.of(axes, target, regrid));
        } catch (Mismatch different) {
            throw new NotScored(role + " is on another grid (" + source.axes().size() + ") than the truth ("
                    + truth.axes().size() + "): " + different.getMessage() + (regrid ? "" : "; --regrid interpolates"));
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
}
