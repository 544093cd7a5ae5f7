package fairweather.data;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.data.selection.Wish;
import fairweather.run.RunConfig;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"prefetch", "bundle", "status", "verify-cache", "doctor"})
    void each_command_explains_itself_in_80_columns(String command) {
        try (Archive archive = new Archive(directory)) {
            Run run = archive.run(command, "--help");
            assertThat(run.code()).isZero();
            assertThat(run.out()).startsWith("Usage: fairweather data " + command);
        }
    }

    @Test
    void the_commands_are_listed_and_one_of_them_is_wanted() {
        try (Archive archive = new Archive(directory)) {
            assertThat(archive.plain("--help").flat())
                    .contains("prefetch Brings what runs will need into the cache.")
                    .contains("3 not there yet.");
            Run none = archive.plain();
            assertThat(none.code()).isEqualTo(2);
            assertThat(none.err()).isEqualTo("fairweather data: say which command; --help lists them\n");
        }
    }

    @Test
    void the_daily_series_is_the_one_of_the_database() throws Exception {
        RunConfig daily;
        try (InputStream sql = getClass().getResourceAsStream("/db/migration/V5__rights.sql")) {
            String text = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
            Matcher config = Pattern.compile("\\('daily'.*?'(\\{.*?})'\\)", Pattern.DOTALL)
                    .matcher(text);
            assertThat(config.find()).isTrue();
            daily = RunConfig.fromJson(new JsonObject(config.group(1)));
        }

        assertThat(Wish.DAILY)
                .isEqualTo(new Wish(daily.day1Keys(), daily.day1LeadHours(), daily.variables(), daily.era5LeadHours()));
    }
}
