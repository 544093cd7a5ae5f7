package fairweather.proof.walk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Visits every state that the run's, the responses' and the jobs' machines can reach together, breadth first, and checks
 * what has to hold. It stops at the first violation and tells the shortest way there. Not for reuse.
 */
public final class Walk {
    private final Bounds bounds;
    private final Responses responses;
    private final Moves moves;
    private final Canonical canonical;
    private final Checks checks;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final ArrayDeque<World> frontier = new ArrayDeque<>();
    private final FairSteps fair = new FairSteps();
    private final BitSet ends = new BitSet();
    private int[] parents = new int[1 << 16];
    private long edges;
    private int depth;

    private Walk(Set<Rule> rules, Bounds bounds) {
        this.bounds = bounds;
        this.responses = new Responses(rules);
        this.moves = new Moves(rules, bounds, responses);
        this.checks = new Checks(responses);
        this.canonical = new Canonical(rules, responses);
    }

    public static Walked walk(Set<Rule> rules, Bounds bounds) {
        return new Walk(rules, bounds).walk();
    }

    private Walked walk() {
        long begun = System.nanoTime();
        Counterexample found = visitAll();
        boolean complete = found == null && frontier.isEmpty();
        if (found == null) {
            found = stuck();
        }
        return new Walked(
                numbers.size(),
                edges,
                depth,
                complete,
                Duration.ofNanos(System.nanoTime() - begun),
                responses.taken(),
                Optional.ofNullable(found));
    }

    private Counterexample visitAll() {
        add(canonical.key(moves.first()), moves.first(), -1);
        int visited = 0;
        int levelEnds = 1;
        while (!frontier.isEmpty() && numbers.size() < bounds.states()) {
            World world = frontier.poll();
            for (Move move : moves.of(world)) {
                Counterexample found = take(move, visited);
                if (found != null) {
                    return found;
                }
            }
            visited++;
            if (visited == levelEnds && !frontier.isEmpty()) {
                levelEnds = numbers.size();
                depth++;
            }
        }
        // What was not visited may end well.
        ends.set(visited, numbers.size());
        return null;
    }

    private Counterexample take(Move move, int from) {
        World next = Canonical.tidy(move.next());
        String key = canonical.key(next);
        Integer known = numbers.get(key);
        Set<Property> broken = known == null ? checks.violated(next, move.broken()) : move.broken();
        if (!broken.isEmpty()) {
            return new Counterexample(broken, new Story(from).then(move, key));
        }
        if (known != null && known == from) {
            return null;
        }
        edges++;
        int to = known == null ? add(key, next, from) : known;
        if (move.fair()) {
            fair.add(from, to);
        }
        return null;
    }

    private int add(String key, World world, int parent) {
        int number = numbers.size();
        numbers.put(key, number);
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, number * 2);
        }
        parents[number] = parent;
        frontier.add(world);
        if (Checks.atEnd(world)) {
            ends.set(number);
        }
        return number;
    }

    private Counterexample stuck() {
        int stuck = fair.firstStuck(numbers.size(), ends);
        return stuck < 0 ? null : new Counterexample(Set.of(Property.CAN_END), new Story(stuck).steps);
    }

    /** The way to a state, told with the same names from the beginning to the end. */
    private final class Story {
        private final List<String> steps = new ArrayList<>();
        private World world = moves.first();

        Story(int number) {
            List<Integer> way = new ArrayList<>();
            for (int at = number; at > 0; at = parents[at]) {
                way.addFirst(at);
            }
            for (int next : way) {
                Move move = moves.of(world).stream()
                        .filter(candidate -> leadsTo(candidate, next))
                        .findFirst()
                        .orElseThrow();
                steps.add(move.words().get());
                world = move.next();
            }
        }

        private boolean leadsTo(Move move, int number) {
            Integer known = numbers.get(canonical.key(Canonical.tidy(move.next())));
            return known != null && known == number;
        }

        List<String> then(Move last, String key) {
            Move told = moves.of(world).stream()
                    .filter(move -> move.broken().equals(last.broken()))
                    .filter(move -> canonical.key(Canonical.tidy(move.next())).equals(key))
                    .findFirst()
                    .orElse(last);
            steps.add(told.words().get());
            return steps;
        }
    }
}
