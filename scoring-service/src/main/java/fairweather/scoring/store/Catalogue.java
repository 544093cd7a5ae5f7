package fairweather.scoring.store;

import fairweather.database.Database;
import fairweather.reference.FieldKey;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * The catalogue of reference fields: what each must hash to once decoded. The first process that reads a field writes
 * its row; whoever reads it later must arrive at the same sum.
 */
public final class Catalogue {
    private static final String ADD = """
            INSERT INTO reference_fields (source, product, variable_name, pressure_level, init_time, valid_time, sha256,
                                          version, etag, provenance)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT ON CONSTRAINT uq_reference_fields DO NOTHING
            """;

    private static final String SHA256 = """
            SELECT sha256 FROM reference_fields
            WHERE source = $1 AND product = $2 AND variable_name = $3 AND pressure_level IS NOT DISTINCT FROM $4
              AND init_time IS NOT DISTINCT FROM $5 AND valid_time = $6
            """;

    private final Database database;

    public Catalogue(Database database) {
        this.database = database;
    }

    /**
     * Adds the field if it is new.
     *
     * @param source the name by which runs call the source
     * @return whether the catalogue now has this very sum
     */
    public boolean agrees(String source, FieldKey key, Readiness.Ready ready) {
        database.update(
                ADD,
                source,
                key.product().word(),
                key.variable(),
                key.level(),
                utc(key.referenceTime()),
                utc(key.validTime()),
                ready.sha256(),
                version(ready.provenance()),
                ready.provenance().etag(),
                ProvenanceJson.of(ready.provenance()));
        return ready.sha256().equals(sha256(source, key));
    }

    public boolean holds(String source, FieldKey key) {
        return sha256(source, key) != null;
    }

    private String sha256(String source, FieldKey key) {
        return database.first(
                        SHA256,
                        source,
                        key.product().word(),
                        key.variable(),
                        key.level(),
                        utc(key.referenceTime()),
                        utc(key.validTime()))
                .map(row -> row.getString("sha256"))
                .orElse(null);
    }

    /** Of data that are published twice the release, else what tells one state of the file from another. */
    private static String version(Provenance provenance) {
        return provenance.release() == null ? provenance.fileSha256() : provenance.release();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
