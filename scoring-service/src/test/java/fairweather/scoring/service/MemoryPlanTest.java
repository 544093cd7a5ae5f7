package fairweather.scoring.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fairweather.memory.MemoryBudget;
import fairweather.memory.MemoryProbe;
import fairweather.memory.ProcessMemory;
import fairweather.scoring.child.ChildWorkplace;
import fairweather.scoring.forecast.ReadingMemory;
import fairweather.scoring.forecast.Workplace;
import fairweather.scoring.service.ScoringConfig.Place;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final long MIB = 1 << 20;
    private static final Map<String, String> BOTH_IN_CHILDREN =
            Map.of("fairweather.scoring.isolation.day1", "process", "fairweather.scoring.isolation.era5", "process");

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
        assertThat(plan.seed().bytes()).isEqualTo(112 * MIB);
        assertThat(plan.truth().bytes()).isEqualTo(144 * MIB);
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
    void a_service_starts_if_the_largest_forecast_that_is_allowed_fits() {
        plan(Map.of(), ReadingMemory.LARGEST, 0).requireRoomForAnyForecast();
        plan(BOTH_IN_CHILDREN, ChildWorkplace.LARGEST_HERE, ChildWorkplace.LARGEST)
                .requireRoomForAnyForecast();
        assertThat(Math.ceilDiv(ReadingMemory.LARGEST, MIB)).isEqualTo(461);
    }

    @Test
    void a_service_with_too_small_a_heap_does_not_start_and_says_how_much_it_needs() {
        assertThatIllegalStateException()
                .isThrownBy(() -> plan(Map.of(), ReadingMemory.LARGEST - 1, Long.MAX_VALUE)
                        .requireRoomForAnyForecast())
                .withMessageStartingWith("the largest forecast that a miner may publish takes 461 MiB in this process, "
                        + "and there is room for 460 MiB: raise -Xmx");
    }

    @Test
    void children_need_room_beside_the_heap_and_their_parent_room_for_what_passes_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> plan(BOTH_IN_CHILDREN, ChildWorkplace.LARGEST_HERE, ChildWorkplace.LARGEST - 1)
                        .requireRoomForAnyForecast())
                .withMessageContaining("takes 637 MiB in a child process, and there is room for 636 MiB: "
                        + "raise the memory of the machine or container, or lower -Xmx");
        assertThatIllegalStateException()
                .isThrownBy(() -> plan(BOTH_IN_CHILDREN, ChildWorkplace.LARGEST_HERE - 1, ChildWorkplace.LARGEST)
                        .requireRoomForAnyForecast())
                .withMessageContaining("takes 272 MiB in this process, beside a child, and there is room for 271 MiB");
    }

    @Test
    void where_one_type_stays_in_the_process_the_heap_must_have_room_for_it() {
        Map<String, String> one = Map.of("fairweather.scoring.isolation.era5", "process");
        assertThatIllegalStateException()
                .isThrownBy(() -> plan(one, ReadingMemory.LARGEST - 1, ChildWorkplace.LARGEST)
                        .requireRoomForAnyForecast())
                .withMessageContaining("in this process");
    }

    @Test
    void a_trial_leaves_nothing_taken() {
        MemoryPlan plan = plan(Map.of(), ReadingMemory.LARGEST, 0);
        plan.requireRoomForAnyForecast();
        assertThat(gauge("fairweather.memory.taken")).isZero();
    }

    private MemoryPlan plan(Map<String, String> settings, long heap, long beside) {
        return new MemoryPlan(config(settings), new ProcessMemory(budget(heap), budget(beside)), registry);
    }

    private static MemoryBudget budget(long bytes) {
        return new MemoryBudget(0, List.of(new Fixed(bytes)));
    }

    private record Fixed(long bytes) implements MemoryProbe {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Optional<Reading> read() {
            return Optional.of(new Reading(bytes, 0, 0));
        }
    }

    @Test
    void what_is_taken_and_what_is_free_can_be_watched() {
        MemoryPlan plan = new MemoryPlan(config(Map.of()), registry);
        plan.seed().take(1);
        assertThat(gauge("fairweather.memory.taken")).isEqualTo(112.0 * MIB);
        assertThat(gauge("fairweather.memory.free"))
                .isBetween(0.0, (double) Runtime.getRuntime().maxMemory());
    }

    private double gauge(String name) {
        return registry.get(name).tag("where", "heap").gauge().value();
    }
}
