package fairweather.runtime;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready until the database answers and has the schema version that this service needs, and the service has
 * rehearsed. It changes no schema.
 */
@Readiness
@ApplicationScoped
public class SchemaReadiness implements AsyncHealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SchemaVersion schema;
    private final Rehearsal rehearsal;
    private final EventLoopWatch watch;

    public SchemaReadiness(SchemaVersion schema, Rehearsal rehearsal, EventLoopWatch watch) {
        this.schema = schema;
        this.rehearsal = rehearsal;
        this.watch = watch;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return schema.present()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .flatMap(version -> version >= schema.needed() ? rehearsed(version) : answer(version))
                .onFailure()
                .recoverWithItem(trouble -> check().down()
                        .withData("reason", "the schema cannot be read yet")
                        .build());
    }

    private Uni<HealthCheckResponse> rehearsed(int version) {
        return rehearsal.once().invoke(watch::begin).flatMap(over -> answer(version));
    }

    private Uni<HealthCheckResponse> answer(int version) {
        return Uni.createFrom()
                .item(check().status(version >= schema.needed())
                        .withData("version", version)
                        .build());
    }

    private HealthCheckResponseBuilder check() {
        return HealthCheckResponse.named("schema").withData("needed", schema.needed());
    }
}
