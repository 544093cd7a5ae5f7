package fairweather.miner.probe;

import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.Codec;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.forecast.zarr.ArrayMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Describes a store in a few lines: what all variables share is said once. */
public final class StoreInWords {
    private StoreInWords() {}

    public static List<String> of(List<Entry> inventory) {
        Map<String, List<String>> byForm = new LinkedHashMap<>();
        Set<String> grids = new LinkedHashSet<>();
        Set<String> leads = new LinkedHashSet<>();
        List<String> faults = new ArrayList<>();
        for (Entry entry : inventory) {
            switch (entry) {
                case Entry.Held held -> {
                    byForm.computeIfAbsent(form(held), form -> new ArrayList<>())
                            .add(held.variable());
                    grids.add(grid(held));
                    leads.add(leads(held.leads()));
                }
                case Entry.Faulty faulty ->
                    faults.add(faulty.variable() + " CANNOT BE READ (" + faulty.code() + "): " + faulty.reason());
            }
        }
        List<String> lines = new ArrayList<>(faults);
        byForm.forEach((form, variables) -> lines.add(String.join(" ", variables) + ": " + form));
        grids.forEach(grid -> lines.add("grid " + grid));
        leads.forEach(each -> lines.add("leads " + each));
        return lines;
    }

    private static String form(Entry.Held held) {
        ArrayMetadata array = held.array().metadata();
        String levels = held.levels().isEmpty() ? "" : held.levels().size() + " levels, ";
        return levels + "chunks " + array.chunks() + " " + array.type().word() + " " + codec(array.codec());
    }

    private static String codec(Codec codec) {
        return switch (codec) {
            case NoCodec none -> "uncompressed";
            case Zlib zlib -> "zlib";
            case Gzip gzip -> "gzip";
            case Zstd zstd -> "zstd";
            case Blosc blosc -> ("blosc " + blosc.compressor()).toLowerCase(Locale.ROOT);
        };
    }

    private static String grid(Entry.Held held) {
        double[] rows = held.latitudes();
        double[] columns = held.longitudes();
        return rows.length + " x " + columns.length + ", latitude " + ends(rows) + ", longitude " + ends(columns);
    }

    private static String ends(double[] axis) {
        return axis.length == 0 ? "empty" : number(axis[0]) + " to " + number(axis[axis.length - 1]);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static String leads(List<Integer> hours) {
        return hours.size() + ": " + hours.getFirst() + " h to " + hours.getLast() + " h";
    }
}
