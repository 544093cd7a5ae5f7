package fairweather.proof.walk;

import java.util.Arrays;
import java.util.BitSet;

/** The steps that happen by themselves, kept to ask from where an end can be reached. */
final class FairSteps {
    private int[] from = new int[1 << 16];
    private int[] to = new int[1 << 16];
    private int size;

    void add(int source, int target) {
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
        }
        from[size] = source;
        to[size] = target;
        size++;
    }

    /** The first of the states from which none of the ends can be reached; -1 if there is none. */
    int firstStuck(int states, BitSet ends) {
        int[] heads = new int[states];
        int[] nexts = new int[size];
        Arrays.fill(heads, -1);
        for (int step = 0; step < size; step++) {
            nexts[step] = heads[to[step]];
            heads[to[step]] = step;
        }
        BitSet reached = (BitSet) ends.clone();
        int[] queue = new int[states];
        int filled = 0;
        for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1)) {
            queue[filled++] = end;
        }
        for (int taken = 0; taken < filled; taken++) {
            for (int step = heads[queue[taken]]; step >= 0; step = nexts[step]) {
                if (!reached.get(from[step])) {
                    reached.set(from[step]);
                    queue[filled++] = from[step];
                }
            }
        }
        int stuck = reached.nextClearBit(0);
        return stuck < states ? stuck : -1;
    }
}
