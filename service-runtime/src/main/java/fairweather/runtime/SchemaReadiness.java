package fairweather.runtime;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until the database answers and has the schema version that this service needs, and the service has
 * rehearsed. It changes no schema.
 */
@Readiness
@ApplicationScoped
public class SchemaReadiness implements AsyncHealthCheck {
    private static final String NAME = "schema";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String VERSION = """
            SELECT coalesce(max(split_part(version, '.', 1)::integer), 0) AS version
            FROM flyway_schema_history WHERE success AND version ~ '^[0-9]+'
            """;

    private final Pool database;
    private final Rehearsal rehearsal;
    private final EventLoopWatch watch;
    private final int needed;

    public SchemaReadiness(Pool database, Rehearsal rehearsal, EventLoopWatch watch, RuntimeSettings settings) {
        this.database = database;
        this.rehearsal = rehearsal;
        this.watch = watch;
        this.needed = settings.schemaVersion();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.query(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getInteger("version"))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .flatMap(version -> version >= needed ? rehearsed(version) : answer(version))
                .onFailure()
                .recoverWithItem(trouble -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("needed", needed)
                        .withData("reason", "the schema cannot be read yet")
                        .build());
    }

    private Uni<HealthCheckResponse> rehearsed(int version) {
        return rehearsal.once().invoke(watch::begin).flatMap(over -> answer(version));
    }

    private Uni<HealthCheckResponse> answer(int version) {
        HealthCheckResponse answer = HealthCheckResponse.named(NAME)
                .status(version >= needed)
                .withData("version", version)
                .withData("needed", needed)
                .build();
        return Uni.createFrom().item(answer);
    }
}
