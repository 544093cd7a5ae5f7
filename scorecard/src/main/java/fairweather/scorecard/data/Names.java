package fairweather.scorecard.data;

import fairweather.forecast.store.VariableNames;
import fairweather.reference.CanonicalVariable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a variable of a file is to us.
 *
 * @param given by the file's name, our name: what the researcher says beside what we know
 */
public record Names(Map<String, String> given) {
    public static final Names KNOWN = new Names(Map.of());

    /** What cfgrib calls the variables of GFS, by a name that miners may use. */
    private static final Map<String, String> SYNONYMS = Map.of("gh", "hgtprs", "prmsl", "msl");

    /**
     * A variable of a file.
     *
     * @param key our name, or the file's own
     * @param unit our unit; null for a variable that is none of ours
     * @param parameter ECMWF's number of it, or null if none is known
     * @param withoutUnit the conversion if the file names no unit
     */
    public record Name(String key, String unit, Integer parameter, Conversion withoutUnit) {}

    public Name of(String fileName) {
        String own = given.get(fileName);
        if (own != null) {
            return new Name(own, unit(own), null, Conversion.NONE);
        }
        String synonym = SYNONYMS.get(fileName);
        return VariableNames.named(synonym == null ? fileName : synonym)
                .map(known -> new Name(
                        known.variable(),
                        unit(known.variable()),
                        synonym == null ? known.number() : null,
                        new Conversion(known.factor(), 0)))
                .orElse(new Name(fileName, null, null, Conversion.NONE));
    }

    private static String unit(String key) {
        return CanonicalVariable.of(key).map(CanonicalVariable::unit).orElse(null);
    }

    /** Our unit of a variable, or empty if it is none of ours. */
    public static Optional<String> unitOf(String key) {
        return Optional.ofNullable(unit(key));
    }

    /** Our variables, in the order in which they are shown. */
    public static List<String> known() {
        return Stream.of(CanonicalVariable.values()).map(CanonicalVariable::key).toList();
    }
}
