package fairweather.orchestrator.service;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** The orchestrator's settings. */
@ConfigMapping(prefix = "fairweather")
public interface OrchestratorConfig {
    /** Where the miner gateway is. */
    @WithName("gateway.url")
    URI gatewayUrl();

    /** Whether this process opens runs by the calendar. */
    @WithName("calendar.enabled")
    @WithDefault("true")
    boolean calendarEnabled();

    /** Whether fold, workers and periodic work run here; off in tests of the API. */
    @WithName("background.enabled")
    @WithDefault("true")
    boolean backgroundEnabled();

    /** Queries to miners at once. */
    @WithName("slots.query")
    @WithDefault("32")
    int querySlots();

    /** Polls of miners at once. */
    @WithName("slots.poll")
    @WithDefault("64")
    int pollSlots();

    Host host();

    /** How a host is spoken to by all orchestrators together, however many miners it has. */
    interface Host {
        /** Conversations at once: queries and polls. */
        @WithDefault("8")
        int conversations();

        /** The time between the beginnings of two conversations, on average. */
        @WithDefault("250ms")
        Duration pace();

        /** Conversations that may begin at once after a silence. */
        @WithDefault("16")
        int burst();
    }
}
