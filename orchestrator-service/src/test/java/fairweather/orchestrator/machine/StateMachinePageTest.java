package fairweather.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateMachinePageTest {
    private static final Path PAGE = Path.of("..", "docs", "state-machines.md");

    @Test
    void the_page_says_what_the_tables_say() throws IOException {
        String text = StateMachinePage.text();
        if (Boolean.getBoolean("fairweather.write")) {
            Files.writeString(PAGE, text);
        }

        assertThat(Files.readString(PAGE))
                .as(
                        "write it anew: mvn -pl orchestrator-service test -Dtest=StateMachinePageTest -Dfairweather.write=true")
                .isEqualTo(text);
    }
}
