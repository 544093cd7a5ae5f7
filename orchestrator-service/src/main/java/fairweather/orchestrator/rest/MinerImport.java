package fairweather.orchestrator.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of an import of miners. */
@Schema(description = "Miners to register or to change, who asks for it and why")
public record MinerImport(
        @Schema(required = true, maxLength = 64, examples = "alice")
        String actor,

        @Schema(required = true, maxLength = 500, examples = "a new fleet")
        String reason,

        @Schema(required = true) List<Miner> miners) {

    /** One miner. */
    @Schema(name = "ImportedMiner", description = "One miner")
    public record Miner(
            @Schema(description = "Its slot: 0 to the number of slots minus one", required = true)
            Integer uid,

            @Schema(description = "An SS58 address; its form is checked here, its checksum is not", required = true)
            String hotkey,

            @Schema(description = "Where it can be reached", maxLength = 255, nullable = true)
            String ip,

            @Schema(description = "1 to 65535; 0 or null if it has posted none", nullable = true)
            Integer port,

            @Schema(maxLength = 80, nullable = true) String label) {}

    /** What an import did. */
    @Schema(name = "ImportResult", description = "What the import did")
    public record Result(
            @Schema(description = "Slots that were empty before")
            int added,

            @Schema(description = "Slots that changed") int updated,

            @Schema(description = "Slots that were so already")
            int unchanged) {}
}
