package fairweather.scoring.score;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Competition ranks: 1, 2, 2, 4. */
public final class CompetitionRank {
    private CompetitionRank() {}

    /**
     * The rank of each score, in the order given: one more than the number of scores that are greater. Scores share a
     * rank only if they are equal to the last bit. A score that is null has no rank: null.
     */
    public static List<Integer> of(List<Double> scores) {
        double[] ascending = scores.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return Arrays.asList(scores.stream()
                .map(score -> score == null ? null : rank(ascending, score))
                .toArray(Integer[]::new));
    }

    private static int rank(double[] ascending, double score) {
        int position = Arrays.binarySearch(ascending, score);
        while (position + 1 < ascending.length && Double.compare(ascending[position + 1], score) == 0) {
            position++;
        }
        return ascending.length - position;
    }
}
