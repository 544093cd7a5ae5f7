package fairweather.reference.gfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which ranges to ask for, so that requests are few and hardly a byte is fetched in vain: what lies between two wanted
 * messages is fetched with them if it is at most {@value #WIDEST_GAP} bytes, the narrowest gaps first, as long as all of
 * it together is at most a fifth of the messages. So whatever is wanted of whatever file, at most 1.2 times its bytes
 * are fetched. No range made of several messages is longer than {@value #LONGEST_RANGE} bytes.
 *
 * @param ranges in ascending order, without overlap
 */
record RangePlan(List<Range> ranges) {
    static final long WIDEST_GAP = 256 << 10;
    static final long LONGEST_RANGE = 16 << 20;
    private static final int WANTED_TO_WASTE = 5;

    /** One request and the messages in it, in ascending order. */
    record Range(Span span, List<Span> messages) {}

    /** @param wanted messages that do not overlap; the same one may come several times */
    static RangePlan of(Collection<Span> wanted) {
        List<Span> messages = List.copyOf(new TreeSet<>(wanted));
        boolean[] bridged = bridges(messages);
        List<Range> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= messages.size(); i++) {
            boolean goesOn = i < messages.size()
                    && bridged[i]
                    && across(messages, first, i).length() <= LONGEST_RANGE;
            if (!goesOn) {
                ranges.add(new Range(across(messages, first, i - 1), messages.subList(first, i)));
                first = i;
            }
        }
        return new RangePlan(List.copyOf(ranges));
    }

    /** Whether the gap before the message is worth fetching. */
    private static boolean[] bridges(List<Span> messages) {
        long[] gaps = new long[messages.size()];
        Arrays.setAll(
                gaps,
                i -> i == 0 ? 0 : messages.get(i).from() - messages.get(i - 1).to() - 1);
        long left = messages.stream().mapToLong(Span::length).sum() / WANTED_TO_WASTE;
        boolean[] bridged = new boolean[gaps.length];
        for (int i : narrowestFirst(gaps)) {
            if (gaps[i] > WIDEST_GAP || gaps[i] > left) {
                break;
            }
            left -= gaps[i];
            bridged[i] = true;
        }
        return bridged;
    }

    private static int[] narrowestFirst(long[] gaps) {
        return IntStream.range(0, gaps.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> gaps[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Span across(List<Span> messages, int first, int last) {
        return new Span(messages.get(first).from(), messages.get(last).to());
    }
}
