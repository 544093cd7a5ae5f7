package fairweather.scoring.store;

import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Substitution;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** How the origin of reference data is told in rows. */
public final class ProvenanceJson {
    private ProvenanceJson() {}

    /**
     * The file, what was read from it, if it stands in for something else why that is allowed, and of a bundled field how
     * it came into the bundle.
     */
    public static JsonObject of(Provenance provenance) {
        FieldKey actual = provenance.actual();
        JsonObject json = new JsonObject()
                .put("source", provenance.source())
                .put("file", provenance.file())
                .put("file_sha256", provenance.fileSha256())
                .put("product", actual.product().word())
                .put("valid_time", actual.validTime().toString());
        putIfKnown(json, "etag", provenance.etag());
        putIfKnown(json, "bytes", provenance.bytes());
        putIfKnown(json, "release", provenance.release());
        if (actual.referenceTime() != null) {
            json.put("reference_time", actual.referenceTime().toString()).put("lead_hours", actual.leadHours());
        }
        if (provenance.substitution() != null) {
            json.put("substitution", of(provenance.substitution()));
        }
        if (provenance.origin() != null) {
            json.put("origin", of(provenance.origin()));
        }
        return json;
    }

    public static JsonObject of(Substitution substitution) {
        Substitution.Wanted wanted = substitution.wanted();
        Substitution.StandIn standIn = substitution.standIn();
        return new JsonObject()
                .put(
                        "wanted",
                        compact(new JsonObject()
                                .put("product", wanted.product().word())
                                .put("reference_time", text(wanted.referenceTime()))
                                .put("lead_hours", wanted.leadHours())
                                .put("from", text(wanted.from()))
                                .put("to", text(wanted.to()))))
                .put(
                        "stand_in",
                        compact(new JsonObject()
                                .put("product", standIn.product().word())
                                .put("reference_time", text(standIn.referenceTime()))
                                .put("lead_hours", standIn.leadHours())))
                .put("reason", substitution.reason());
    }

    private static void putIfKnown(JsonObject json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static JsonObject compact(JsonObject json) {
        json.fieldNames().removeIf(name -> json.getValue(name) == null);
        return json;
    }
}
