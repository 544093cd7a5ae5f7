package fairweather.reference.cds;

import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.Era5Release;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.grib.Grib1Record;
import fairweather.reference.grib.GribFile;
import fairweather.reference.grib.GribRecord;
import fairweather.reference.grib.MarsLabel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one field of a GRIB message is, by its own headers alone.
 *
 * @param key the truth that it is; null if it is none: a forecast, a member or mean of an ensemble, another data set
 * @param release {@code ERA5}, {@code ERA5T} while preliminary, null where the message does not tell
 * @param values unpacks the field
 */
record Era5Message(FieldKey key, String release, Supplier<Field> values) {
    private static final int ERA5 = 23;
    private static final int ANALYSIS = 2;
    private static final int DETERMINISTIC = 1025;
    static final int EDITION_OCTET = 7;

    /** @throws FailureException if the message cannot be read */
    static List<Era5Message> of(String name, byte[] message) {
        if (message[EDITION_OCTET] == 1) {
            return List.of(of(Grib1Record.of(name, message)));
        }
        return GribFile.read(name, message).records().stream()
                .map(Era5Message::of)
                .toList();
    }

    private static Era5Message of(Grib1Record record) {
        Optional<MarsLabel> label = record.label();
        boolean analysis = record.member() == null && atOnce(record.leadHours()) && analysis(label);
        FieldKey key = analysis ? key(record.variable(), record.level(), record.referenceTime()) : null;
        return new Era5Message(
                key,
                release(label),
                () -> new Field(key.variable(), key.level(), key.validTime(), record.canonicalGrid(), record.values()));
    }

    /** A member of an ensemble has no lead of this kind. */
    private static Era5Message of(GribRecord record) {
        Optional<MarsLabel> label = record.label();
        boolean analysis = atOnce(record.leadHours()) && analysis(label);
        FieldKey key = analysis ? key(record.variable(), record.level(), record.referenceTime()) : null;
        return new Era5Message(key, release(label), record::field);
    }

    private static boolean atOnce(Optional<Integer> leadHours) {
        return leadHours.filter(hours -> hours == 0).isPresent();
    }

    /** A message without a label has been through other hands, and its other headers must do. */
    private static boolean analysis(Optional<MarsLabel> label) {
        return label.isEmpty()
                || label.get().dataClass() == ERA5
                        && label.get().type() == ANALYSIS
                        && label.get().stream() == DETERMINISTIC
                        && release(label) != null;
    }

    private static String release(Optional<MarsLabel> label) {
        return label.map(MarsLabel::experimentVersion)
                .map(version -> switch (version) {
                    case "0001" -> Era5Release.FINAL;
                    case "0005" -> Era5Release.PRELIMINARY;
                    default -> null;
                })
                .orElse(null);
    }

    private static FieldKey key(Optional<CanonicalVariable> variable, Integer level, Instant time) {
        return variable.map(known -> FieldKey.truth(known.key(), level, time)).orElse(null);
    }
}
