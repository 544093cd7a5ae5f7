package fairweather.scoring.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says which providers are in trouble. Never down: whatever a provider does, the service scores what it has and waits for
 * the rest.
 */
@Readiness
@ApplicationScoped
public class ReferenceReadiness implements HealthCheck {
    private final ArchiveTraffic traffic;
    private final Background background;

    ReferenceReadiness(ArchiveTraffic traffic, Background background) {
        this.traffic = traffic;
        this.background = background;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> hosts = traffic.trouble();
        Optional<String> operator = background.referenceProblem();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("reference data")
                .up()
                .withData("degraded", hosts.isPresent() || operator.isPresent());
        hosts.ifPresent(trouble -> answer.withData("hosts", trouble));
        operator.ifPresent(sentence -> answer.withData("operator", sentence));
        return answer.build();
    }
}
