package fairweather.forecast.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A run of bytes of an object.
 *
 * @param from the first
 * @param to the one behind the last
 */
public record Span(int from, int to) {
    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no span: " + from + " to " + to);
        }
    }

    public int length() {
        return to - from;
    }

    /**
     * The same bytes and no more than the gaps in fewer spans, in ascending order.
     *
     * @param gap the most bytes between two spans that become one
     * @param longest the most bytes of a span that was made of several
     */
    public static List<Span> merged(Collection<Span> spans, int gap, int longest) {
        List<Span> ordered = spans.stream()
                .sorted((a, b) -> a.from != b.from ? Integer.compare(a.from, b.from) : Integer.compare(a.to, b.to))
                .toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : ordered) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            boolean near = last != null && span.from - (long) last.to <= gap;
            if (near && (span.to <= last.to || span.to - (long) last.from <= longest)) {
                merged.set(merged.size() - 1, new Span(last.from, Math.max(last.to, span.to)));
            } else {
                merged.add(span);
            }
        }
        return List.copyOf(merged);
    }
}
