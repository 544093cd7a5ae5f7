package fairweather.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What one command printed and how it ended. */
record Run(int code, String out, String err) {

    /** The text without its line breaks, for sentences that are cut somewhere. */
    String flat() {
        return out.replaceAll("\\s+", " ");
    }

    String flatErr() {
        return err.replaceAll("\\s+", " ");
    }

    List<String> lines() {
        return out.lines().toList();
    }

    Run fits80Columns() {
        assertThat(out.lines())
                .allMatch(line -> line.length() <= 80 || line.strip().indexOf(' ') < 0);
        assertThat(err.split("[\\r\\n]")).allMatch(line -> line.length() <= 80);
        return this;
    }
}
