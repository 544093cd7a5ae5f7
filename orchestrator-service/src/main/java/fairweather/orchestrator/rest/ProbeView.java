package fairweather.orchestrator.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a probe found. */
@Schema(name = "Probe", description = "How each read-only phase with one miner went")
public record ProbeView(
        String hotkey,

        @Schema(description = "The initial time of the forecast that was looked for")
        Instant cycle,

        @Schema(description = "Our own hotkey") String asker,

        @Schema(description = "Whether every phase went well")
        boolean good,

        List<Phase> phases) {

    /** One phase. */
    @Schema(name = "ProbePhase")
    public record Phase(
            String phase,

            @Schema(description = "good, waiting, failed or not_reached")
            String verdict,

            long millis,

            @Schema(description = "Received as content", nullable = true)
            Long bytes,

            @Schema(nullable = true) String code,

            @Schema(description = "What can be done about it", nullable = true)
            String advice,

            List<String> said) {
        static Phase of(JsonObject phase) {
            return new Phase(
                    phase.getString("phase"),
                    phase.getString("verdict"),
                    phase.getLong("millis"),
                    phase.getLong("bytes"),
                    phase.getString("code"),
                    phase.getString("advice"),
                    phase.getJsonArray("said", new JsonArray()).stream()
                            .map(String.class::cast)
                            .toList());
        }
    }

    static ProbeView of(JsonObject report) {
        return new ProbeView(
                report.getString("hotkey"),
                report.getInstant("cycle"),
                report.getString("asker"),
                report.getBoolean("good"),
                report.getJsonArray("phases").stream()
                        .map(JsonObject.class::cast)
                        .map(Phase::of)
                        .toList());
    }

    /** The first phase that did not go well, with its code. */
    String verdict() {
        return phases.stream()
                .filter(phase -> phase.code() != null)
                .map(phase -> phase.phase() + " " + phase.code())
                .findFirst()
                .orElse("good");
    }
}
