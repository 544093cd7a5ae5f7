package fairweather.scoring.service;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** The settings of a scoring service. What is scored and how is in the runs themselves. */
@ConfigMapping(prefix = "fairweather")
public interface ScoringConfig {
    GatewaySettings gateway();

    FieldCacheSettings fieldCache();

    Scoring scoring();

    /** The miner gateway, through which every byte of a forecast comes. */
    interface GatewaySettings {
        URI url();

        /** The longest time for one object; longer than what the gateway itself takes for one at most. */
        @WithDefault("180s")
        Duration objectLimit();

        /** The longest time for reading one ERA5 lead, or all of Day 1, of one miner. */
        @WithDefault("900s")
        Duration leadLimit();
    }

    /** Decoded fields on a local disk, filled when something is needed; may be removed at any time. */
    interface FieldCacheSettings {
        Path directory();
    }

    /** How much is scored at once. */
    interface Scoring {
        /** Off in tests of the edge. */
        @WithName("background.enabled")
        @WithDefault("true")
        boolean backgroundEnabled();

        Slots slots();

        Memory memory();

        Isolation isolation();

        Most most();
    }

    /** Jobs at once in all scoring services together, by type; the same in every service. No limit where none is set. */
    interface Most {
        OptionalInt day1();

        OptionalInt era5();

        @WithDefault("1")
        int truth();

        OptionalInt seed();
    }

    /** Jobs at once, by type; each has a thread of its own. */
    interface Slots {
        /** Half of the processors, at least 1, if not set. */
        OptionalInt day1();

        /** Half of the processors, at least 1, if not set. */
        OptionalInt era5();

        @WithDefault("1")
        int truth();

        @WithDefault("1")
        int seed();
    }

    /** What an attempt may use when it begins, by type; see {@link MemoryPlan}. What it needs beyond that it asks for. */
    interface Memory {
        /** The share of every limit (heap, control group, machine) that is never given to jobs. */
        @WithDefault("0.1")
        double reserve();

        @WithDefault("16M")
        MemorySize day1();

        @WithDefault("16M")
        MemorySize era5();

        @WithDefault("144M")
        MemorySize truth();

        @WithDefault("112M")
        MemorySize seed();
    }

    /** Where forecasts are decoded and summed, by type. */
    interface Isolation {
        @WithDefault("in-process")
        Place day1();

        @WithDefault("in-process")
        Place era5();

        /** How long a child process may be silent. */
        @WithDefault("120s")
        Duration patience();
    }

    /** In this process, or in a child JVM per task, whose memory is its own and whose death costs that task only. */
    enum Place {
        IN_PROCESS,
        PROCESS
    }
}
