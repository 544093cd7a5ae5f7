package fairweather.orchestrator.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The dead jobs whose work is done again. */
@Schema(description = "The dead jobs whose work is done again")
public record Redriven(
        @Schema(description = "Their ids, in uid order") List<Long> jobs) {}
