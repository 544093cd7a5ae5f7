package fairweather.runtime;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready any more from the moment on that the process is told to stop, before anything else stops. */
@Readiness
@ApplicationScoped
public class Draining implements HealthCheck {
    private volatile boolean stopping;

    void stop(@Observes @Priority(1) ShutdownEvent told) {
        stopping = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("not draining").status(!stopping).build();
    }
}
