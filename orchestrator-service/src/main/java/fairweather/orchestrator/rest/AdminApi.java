package fairweather.orchestrator.rest;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the description of the API says about all of it. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Fairweather admin API",
                        version = "1",
                        description =
                                "Runs, miners, jobs, holds, schedules and invariants of one validator. Times are RFC 3339 in UTC. Lists "
                                        + "have a `limit` of at most 200 and an opaque `after`. Every change names its "
                                        + "`actor` and `reason`. Errors are problem documents (RFC 9457).",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        security = @SecurityRequirement(name = "admin_token"))
@SecurityScheme(
        securitySchemeName = "admin_token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "Needed if the service has a token (fairweather.admin.token)")
public class AdminApi extends Application {}
