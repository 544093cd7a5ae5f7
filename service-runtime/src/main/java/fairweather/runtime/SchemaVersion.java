package fairweather.runtime;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** The version of the schema that is there, and the one that this service needs. */
@Singleton
public final class SchemaVersion {
    private static final String VERSION = """
            SELECT coalesce(max(split_part(version, '.', 1)::integer), 0) AS version
            FROM flyway_schema_history WHERE success AND version ~ '^[0-9]+'
            """;

    private final Pool database;
    private final int needed;

    SchemaVersion(Pool database, RuntimeSettings settings) {
        this.database = database;
        this.needed = settings.schemaVersion();
    }

    int needed() {
        return needed;
    }

    /** Fails as long as the database or its history of migrations cannot be read. */
    Uni<Integer> present() {
        return database.query(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("version"));
    }

    /** Whether the service can work on the schema as it is. */
    public Uni<Boolean> suffices() {
        return present().map(version -> version >= needed).onFailure().recoverWithItem(false);
    }
}
