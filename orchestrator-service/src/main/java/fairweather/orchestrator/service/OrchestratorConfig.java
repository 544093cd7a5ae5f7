package fairweather.orchestrator.service;

import fairweather.orchestrator.periodic.Retention;
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

    /** How long running attempts are let end when the process is told to stop; as {@code WorkerPool.GRACE}. */
    @WithName("drain.grace")
    @WithDefault("3s")
    Duration drainGrace();

    /** How long things are kept. */
    RetentionSettings retention();

    /** How long things are kept; times like 7d. */
    interface RetentionSettings {
        /** Finished jobs and their log lines, since they finished. */
        @WithDefault("7d")
        Duration jobs();

        /** The step rows of a run, since it ended. */
        @WithDefault("30d")
        Duration steps();

        /** Ended runs with all that hangs on them, since they were opened; snapshots and calendar days. */
        @WithDefault("90d")
        Duration runs();

        default Retention.Periods periods() {
            return new Retention.Periods(jobs(), steps(), runs());
        }
    }

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
