package fairweather.reference.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.reference.Data;
import fairweather.reference.Field;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.era5.ArcoSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's truth, laid out as an archive would have it: only winds, no 2 m temperature to probe. */
class DemonstrationTest {
    private static final List<Instant> TIMES =
            List.of(Instant.parse("2018-10-07T12:00:00Z"), Instant.parse("2018-10-08T00:00:00Z"));

    @TempDir
    private Path directory;

    private final List<Map<String, Object>> described = new ArrayList<>();

    @Test
    void its_fields_are_bit_for_bit_the_same_from_the_archive() throws Exception {
        DirectorySource demonstration = DirectorySource.open(Data.DEMO);
        Map<FieldKey, Field> fields = new LinkedHashMap<>();
        for (Instant time : TIMES) {
            for (String variable : List.of("10u", "10v")) {
                Field field = ((Ready) demonstration.analysis(variable, null, time)).field();
                fields.put(FieldKey.truth(variable, null, time), field);
                describe(field);
            }
        }
        Path description = directory.resolve("fields.json");
        Field first = fields.values().iterator().next();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("latitudes", first.grid().latitudes());
        content.put("longitudes", first.grid().longitudes());
        content.put("valid_time_start", "1940-01-01");
        content.put("valid_time_stop", "2018-10-31");
        content.put("fields", described);
        new ObjectMapper().writeValue(description.toFile(), content);
        Python.stores("make_arco_like.py", description, List.of("{}"), directory);

        new ArcoSource(new SpoiltStore(directory.resolve("0"))).readAll(fields.keySet(), (key, answer) -> {
            Ready ready = (Ready) answer;
            assertThat(ready.field().grid()).isEqualTo(first.grid());
            assertThat(Arrays.equals(ready.field().payload(), fields.get(key).payload()))
                    .as(key.describe())
                    .isTrue();
            described.removeLast();
        });
        assertThat(described).as("answers that did not come").isEmpty();
    }

    private void describe(Field field) throws Exception {
        String file = field.variable() + "-" + field.validTime().getEpochSecond() + ".f4";
        Files.write(directory.resolve(file), field.payload());
        described.add(
                Map.of("variable", field.variable(), "time", field.validTime().toString(), "file", file));
    }
}
