package fairweather.reference.gfs;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.gfs.RangePlan.Range;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangePlanTest {

    @Test
    void neighbours_are_one_request() {
        assertThat(RangePlan.of(List.of(new Span(100, 199), new Span(0, 99), new Span(0, 99)))
                        .ranges())
                .containsExactly(new Range(new Span(0, 199), List.of(new Span(0, 99), new Span(100, 199))));
    }

    @Test
    void nothing_wanted_is_no_request() {
        assertThat(RangePlan.of(List.of()).ranges()).isEmpty();
    }

    @Test
    void a_gap_is_fetched_with_its_neighbours_up_to_a_fifth_of_the_messages_and_the_narrowest_first() {
        List<Span> messages = List.of(new Span(0, 999), new Span(1400, 2399), new Span(2700, 3699));
        assertThat(spans(messages)).containsExactly(new Span(0, 999), new Span(1400, 3699));
    }

    @Test
    void a_gap_wider_than_256_kibibytes_is_never_fetched() {
        int mebibyte = 1 << 20;
        Span first = new Span(0, 2 * mebibyte - 1);
        long widest = first.to() + 1 + RangePlan.WIDEST_GAP;
        assertThat(spans(List.of(first, new Span(widest, widest + mebibyte)))).hasSize(1);
        assertThat(spans(List.of(first, new Span(widest + 1, widest + mebibyte))))
                .hasSize(2);
    }

    @Test
    void no_range_of_several_messages_is_longer_than_16_mebibytes() {
        List<Span> messages = new ArrayList<>();
        for (long from = 0; from < 40 << 20; from += 5 << 20) {
            messages.add(new Span(from, from + (5 << 20) - 1));
        }
        assertThat(RangePlan.of(messages).ranges())
                .extracting(range -> range.messages().size())
                .containsExactly(3, 3, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "20221014.gfs.t00z.pgrb2.0p25.f000.idx, 2022-10-14T00:00:00Z, 0",
        "20221014.gfs.t06z.pgrb2.0p25.f021.idx, 2022-10-14T06:00:00Z, 21",
        "20231104.gfs.t00z.pgrb2.0p25.f000.idx, 2023-11-04T00:00:00Z, 0",
        "20231104.gfs.t00z.pgrb2.0p25.f021.idx, 2023-11-04T00:00:00Z, 21"
    })
    void the_daily_series_fetches_no_byte_in_vain_of_a_real_file(String file, Instant cycle, int hours)
            throws IOException, Refusal {
        GfsIndex index = GfsIndex.parse(GfsIndexTest.sample(file), new GfsStep(cycle, hours), 10);
        List<Span> messages = new ArrayList<>();
        for (FieldKey key : DailySeries.fields(cycle, hours)) {
            CanonicalVariable variable = CanonicalVariable.of(key.variable()).orElseThrow();
            messages.add(index.message(key, variable, index.lastOffset() + 700_000));
        }
        RangePlan plan = RangePlan.of(messages);

        assertThat(messages).hasSize(69);
        assertThat(plan.ranges()).hasSize(43);
        assertThat(bytes(plan)).isBetween(59_000_000L, 61_000_000L).isEqualTo(length(messages));
    }

    @Property(tries = 300)
    void every_message_is_in_one_range_and_at_most_a_fifth_is_fetched_in_vain(@ForAll("files") List<Span> messages) {
        RangePlan plan = RangePlan.of(messages);
        assertThat(plan.ranges().stream().flatMap(range -> range.messages().stream()))
                .containsExactlyElementsOf(messages);
        assertThat(plan.ranges()).allMatch(range -> range.messages().stream().allMatch(range.span()::holds));
        assertThat(bytes(plan) * 5).isLessThanOrEqualTo(length(messages) * 6);
        for (int i = 1; i < plan.ranges().size(); i++) {
            assertThat(plan.ranges().get(i).span().from())
                    .isGreaterThan(plan.ranges().get(i - 1).span().to());
        }
    }

    @Provide
    Arbitrary<List<Span>> files() {
        Arbitrary<Span> gapThenLength = Arbitraries.longs()
                .between(0, 600_000)
                .flatMap(gap -> Arbitraries.longs().between(1, 3_000_000).map(length -> new Span(gap, gap + length)));
        return gapThenLength.list().ofMinSize(1).ofMaxSize(40).map(steps -> {
            List<Span> messages = new ArrayList<>();
            long position = 0;
            for (Span step : steps) {
                messages.add(new Span(position + step.from(), position + step.to()));
                position += step.to() + 1;
            }
            return messages;
        });
    }

    private static List<Span> spans(List<Span> messages) {
        return RangePlan.of(messages).ranges().stream().map(Range::span).toList();
    }

    private static long length(List<Span> messages) {
        return messages.stream().mapToLong(Span::length).sum();
    }

    /** To be fetched. */
    private static long bytes(RangePlan plan) {
        return plan.ranges().stream().mapToLong(range -> range.span().length()).sum();
    }
}
