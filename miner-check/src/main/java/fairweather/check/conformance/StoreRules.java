package fairweather.check.conformance;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.store.Inventory;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.forecast.store.VariableNames;
import fairweather.forecast.zarr.ZarrMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the store says it holds, as the reader of the scoring service understands it. */
final class StoreRules {
    private static final String SECTION = "10";
    private static final List<Integer> LEADS =
            IntStream.rangeClosed(1, 40).map(step -> 6 * step).boxed().toList();
    private static final Set<Double> LEVELS =
            Set.of(50.0, 100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 600.0, 700.0, 850.0, 925.0, 1000.0);
    private static final double PASCAL = 100;
    private static final double UNIFORM = 1e-6;
    private static final int COLUMNS = 1440;
    private static final Set<Integer> ROWS = Set.of(720, 721);

    private StoreRules() {}

    static List<Rule> rules() {
        return List.of(
                Rule.must("STORE-1", SECTION, "consolidated metadata of Zarr version 2", StoreRules::metadata),
                Rule.must("STORE-2", SECTION, "at least one of the nine variables can be read", StoreRules::any),
                Rule.must("STORE-3", SECTION, "every variable that is there can be read", StoreRules::every),
                Rule.should("STORE-4", SECTION, "all nine variables are there", StoreRules::all),
                Rule.must("STORE-5", SECTION, "the times are T0 + 6, 12 … 240 h, exactly", StoreRules::leads),
                Rule.must("STORE-6", SECTION, "latitudes and longitudes go on evenly", StoreRules::even),
                Rule.should("STORE-7", SECTION, "the grid is 721 x 1440 or 720 x 1440", StoreRules::grid),
                Rule.should("STORE-8", SECTION, "variables with levels have the thirteen", StoreRules::levels));
    }

    private static Finding metadata(Trial trial) {
        trial.claim();
        byte[] bytes = trial.get(ObjectKey.CONSOLIDATED_METADATA, Caps.DEFAULT.consolidatedMetadata());
        ZarrMetadata metadata = ZarrMetadata.parse(bytes, Caps.DEFAULT);
        trial.learned(metadata);
        return Finding.passed(bytes.length + " bytes, " + metadata.arrayNames().size() + " arrays");
    }

    private static Finding any(Trial trial) {
        List<Entry> inventory = Inventory.of(trial.metadata(), trial, trial.start(), Caps.DEFAULT);
        trial.learned(inventory);
        String readable = inventory.stream()
                .filter(Entry.Held.class::isInstance)
                .map(Entry::variable)
                .collect(Collectors.joining(" "));
        return Finding.of(!readable.isEmpty(), readable.isEmpty() ? "none" : readable);
    }

    private static Finding every(Trial trial) {
        String faults = trial.inventory().stream()
                .filter(Entry.Faulty.class::isInstance)
                .map(Entry.Faulty.class::cast)
                .map(faulty -> faulty.variable() + ": " + faulty.reason())
                .collect(Collectors.joining("; "));
        return Finding.of(faults.isEmpty(), faults.isEmpty() ? "names, units, axes and layout are understood" : faults);
    }

    private static Finding all(Trial trial) {
        Set<String> missing = new TreeSet<>(VariableNames.canonical());
        trial.inventory().forEach(entry -> missing.remove(entry.variable()));
        return Finding.of(missing.isEmpty(), missing.isEmpty() ? "all" : "missing: " + String.join(" ", missing));
    }

    private static Finding leads(Trial trial) {
        List<String> wrong = new ArrayList<>();
        for (Entry.Held held : trial.held()) {
            List<Integer> missing = new ArrayList<>(LEADS);
            missing.removeAll(held.leads());
            if (!missing.isEmpty()) {
                wrong.add(held.variable() + " has no " + missing.getFirst() + " h and " + (missing.size() - 1)
                        + " others");
            }
        }
        return Finding.of(wrong.isEmpty(), wrong.isEmpty() ? "all forty" : String.join("; ", wrong));
    }

    private static Finding even(Trial trial) {
        for (Entry.Held held : trial.held()) {
            check(held, "latitudes", held.latitudes(), 180, false);
            check(held, "longitudes", held.longitudes(), 360, true);
        }
        Entry.Held first = trial.held().getFirst();
        return Finding.passed(first.latitudes().length + " x " + first.longitudes().length);
    }

    /** @param extent of the whole globe; a circle ends one step before its beginning */
    private static void check(Entry.Held held, String what, double[] axis, double extent, boolean circle) {
        if (axis.length < 2) {
            throw layout(held, what + " are fewer than two");
        }
        double step = axis[1] - axis[0];
        if (step == 0 || circle && step < 0) {
            throw layout(held, what + " do not go on");
        }
        for (int i = 1; i < axis.length; i++) {
            if (!(Math.abs(axis[i] - axis[i - 1] - step) <= UNIFORM)) {
                throw layout(held, what + " are uneven at index " + i);
            }
        }
        double covered = Math.abs(step) * (circle ? axis.length : axis.length - 1);
        // The model of many miners drops one row at a pole.
        double mayMiss = circle ? UNIFORM * axis.length : Math.abs(step) + UNIFORM * axis.length;
        if (Math.abs(covered - extent) > mayMiss) {
            throw layout(held, what + " cover " + covered + " degrees and not " + extent);
        }
    }

    private static FailureException layout(Entry.Held held, String what) {
        return new FailureException(Code.CONTENT_LAYOUT, "of " + held.variable() + " the " + what);
    }

    private static Finding grid(Trial trial) {
        Entry.Held first = trial.held().getFirst();
        int rows = first.latitudes().length;
        int columns = first.longitudes().length;
        return Finding.of(ROWS.contains(rows) && columns == COLUMNS, rows + " x " + columns);
    }

    private static Finding levels(Trial trial) {
        List<Entry.Held> withLevels =
                trial.held().stream().filter(held -> !held.levels().isEmpty()).toList();
        if (withLevels.isEmpty()) {
            return Finding.skipped("there is none");
        }
        List<String> missing = withLevels.stream()
                .filter(held -> LEVELS.stream()
                        .anyMatch(level ->
                                !held.levels().contains(level) && !held.levels().contains(level * PASCAL)))
                .map(Entry::variable)
                .toList();
        return Finding.of(missing.isEmpty(), missing.isEmpty() ? "all" : "some are missing of " + missing);
    }
}
