package fairweather.scoring.service;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.scoring.child.ChildWorkplace;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.service.ScoringConfig.Place;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final long MIB = 1 << 20;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private static ScoringConfig.Scoring config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("fairweather.gateway.url", "http://127.0.0.1:1");
        all.put("fairweather.field-cache.directory", "cache");
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ScoringConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 1))
                .build()
                .getConfigMapping(ScoringConfig.class)
                .scoring();
    }

    @Test
    void as_delivered_all_work_is_done_in_the_process_and_begins_with_what_any_forecast_needs() {
        ScoringConfig.Scoring config = config(Map.of());
        MemoryPlan plan = new MemoryPlan(config, registry);
        assertThat(plan.day1().bytes()).isEqualTo(ReadingMemory.BASE);
        assertThat(plan.era5().bytes()).isEqualTo(ReadingMemory.BASE);
        assertThat(plan.seed().bytes()).isEqualTo(48 * MIB);
        assertThat(plan.truth().bytes()).isEqualTo(48 * MIB);
        assertThat(plan.era5().budget()).isSameAs(plan.seed().budget());
        assertThat(plan.workplace(config.isolation().day1())).isSameAs(Workplace.HERE);
        assertThat(plan.workplace(config.isolation().era5())).isSameAs(Workplace.HERE);
        assertThat(config.isolation().patience()).isEqualTo(Duration.ofSeconds(120));
        assertThat(config.memory().reserve()).isEqualTo(0.1);
    }

    @Test
    void one_type_can_be_given_child_processes_whose_memory_is_beside_the_heap() {
        ScoringConfig.Scoring config = config(
                Map.of("fairweather.scoring.isolation.era5", "process", "fairweather.scoring.memory.era5", "200M"));
        MemoryPlan plan = new MemoryPlan(config, registry);
        assertThat(config.isolation().era5()).isEqualTo(Place.PROCESS);
        assertThat(plan.era5().bytes()).isEqualTo(200 * MIB + ChildWorkplace.OVERHEAD);
        assertThat(plan.era5().budget()).isNotSameAs(plan.day1().budget());
        assertThat(plan.workplace(Place.PROCESS)).isInstanceOf(ChildWorkplace.class);
        assertThat(plan.day1().bytes()).isEqualTo(ReadingMemory.BASE);
    }

    @Test
    void what_is_taken_and_what_is_free_can_be_watched() {
        MemoryPlan plan = new MemoryPlan(config(Map.of()), registry);
        plan.seed().take(1);
        assertThat(gauge("fairweather.memory.taken")).isEqualTo(48.0 * MIB);
        assertThat(gauge("fairweather.memory.free"))
                .isBetween(0.0, (double) Runtime.getRuntime().maxMemory());
    }

    private double gauge(String name) {
        return registry.get(name).tag("where", "heap").gauge().value();
    }
}
