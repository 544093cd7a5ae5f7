package fairweather.check.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RulesPageTest {
    private static final Path PAGE = Path.of("../docs/miner-conformance.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]+-\\d+) \\| (MUST|SHOULD) \\|.*");

    @Test
    void the_page_for_authors_lists_every_rule_with_its_level_in_the_order_of_the_suite() throws IOException {
        List<String> page = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(Suite.rules().stream().map(rule -> rule.id() + " " + rule.level()))
                .containsExactlyElementsOf(page)
                .doesNotHaveDuplicates();
    }
}
