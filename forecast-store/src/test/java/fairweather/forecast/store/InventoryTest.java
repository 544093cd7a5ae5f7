package fairweather.forecast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import fairweather.failure.Code;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.forecast.zarr.MemoryReader;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.forecast.zarr.ZarrVariable;
import fairweather.forecast.zarr.ZarrWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    private static final List<String> SURFACE = List.of("time", "lat", "lon");

    private static final Map<ObjectKey, byte[]> STORE = ZarrWriter.write(
            Map.of(),
            List.of(
                    ZarrVariable.coordinate("time", 6.0, 12.0)
                            .withAttribute("units", "hours since 2018-10-06 18:00:00"),
                    ZarrVariable.coordinate("lat", 90.0, 0.0, -90.0),
                    ZarrVariable.coordinate("lon", 0.0, 120.0, 240.0),
                    ZarrVariable.coordinate("plev", 500.0, 850.0).withAttribute("units", "hPa"),
                    ZarrVariable.floats("u10", SURFACE, List.of(2, 3, 3), new float[18])
                            .withChunks(1, 2, 3)
                            .withAttribute("units", "m/s"),
                    ZarrVariable.floats("10v", SURFACE, List.of(2, 3, 3), new float[18])
                            .withAttribute("units", "knots"),
                    ZarrVariable.floats("t", List.of("time", "plev", "lat", "lon"), List.of(2, 2, 3, 3), new float[36]),
                    ZarrVariable.floats("something", List.of("lat"), List.of(3), 1, 2, 3)));

    private static List<Entry> inventory() {
        MemoryReader reader = new MemoryReader(STORE);
        return Inventory.of(ZarrMetadata.read(reader, Caps.DEFAULT), reader, START, Caps.DEFAULT);
    }

    @Test
    void every_variable_of_the_protocol_that_a_store_has_is_told_in_order_and_what_else_it_has_is_not() {
        assertThat(inventory().stream().map(Entry::variable)).containsExactly("10u", "10v", "t");
    }

    @Test
    void of_one_that_can_be_read_name_levels_leads_and_grid_are_told() {
        Entry.Held wind = (Entry.Held) inventory().getFirst();
        assertThat(wind.array().metadata().name()).isEqualTo("u10");
        assertThat(wind.levels()).isEmpty();
        assertThat(wind.leads()).containsExactly(6, 12);
        assertThat(wind.latitudes()).containsExactly(90, 0, -90);
        assertThat(wind.longitudes()).containsExactly(0, 120, 240);

        Entry.Held temperature = (Entry.Held) inventory().getLast();
        assertThat(temperature.levels()).containsExactly(500.0, 850.0);
    }

    @Test
    void of_one_that_cannot_be_read_the_reason_is_told() {
        Entry.Faulty wind = (Entry.Faulty) inventory().get(1);
        assertThat(wind.array()).isEqualTo("10v");
        assertThat(wind.code()).isEqualTo(Code.CONTENT_VALUES);
        assertThat(wind.reason()).contains("knots");
    }

    @Test
    void chunks_are_numbered_along_the_last_dimension_first_and_one_at_an_edge_gives_what_lies_in_the_array() {
        Entry.Held wind = (Entry.Held) inventory().getFirst();
        assertThat(ArrayChunk.count(wind.array().metadata())).isEqualTo(4);

        ArrayChunk last = new ArrayChunk(wind.array(), 3);
        assertThat(last.key()).isEqualTo(ObjectKey.of("u10/1.1.0"));
        assertThat(last.values(STORE.get(last.key()), Caps.DEFAULT)).hasSize(3);
        assertThat(new ArrayChunk(wind.array(), 2).values(STORE.get(ObjectKey.of("u10/1.0.0")), Caps.DEFAULT))
                .hasSize(6);
        assertThatIllegalArgumentException().isThrownBy(() -> new ArrayChunk(wind.array(), 4));
    }
}
