package fairweather.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void a_trace_parent_is_read_and_written() {
        TraceParent parent = TraceParent.parse(GIVEN).orElseThrow();

        assertThat(parent.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(parent).hasToString(GIVEN);
    }

    @Test
    void a_later_version_is_read_as_far_as_it_is_known() {
        assertThat(TraceParent.parse("cc" + GIVEN.substring(2) + "-what-the-future-brings"))
                .contains(TraceParent.parse(GIVEN).orElseThrow());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "x",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"
            })
    void what_is_no_trace_parent_counts_as_none(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }

    @Test
    void a_child_stays_in_the_trace_and_has_a_span_of_its_own() {
        TraceParent parent = TraceParent.parse(GIVEN).orElseThrow();

        assertThat(parent.child(0xABCDEFL)).hasToString("00-0af7651916cd43dd8448eb211c80319c-0000000000abcdef-01");
        assertThat(TraceParent.parse(parent.child(0).toString())).isPresent();
    }

    @Test
    void a_trace_about_the_same_has_the_same_ids() {
        assertThat(TraceParent.about("run 1")).isEqualTo(TraceParent.about("run 1"));
        assertThat(TraceParent.about("run 1").traceId())
                .isNotEqualTo(TraceParent.about("run 2").traceId());
        assertThat(TraceParent.parse(TraceParent.about("run 1").toString())).isPresent();
    }
}
