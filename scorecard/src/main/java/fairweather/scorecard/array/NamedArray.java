package fairweather.scorecard.array;

import fairweather.scorecard.data.Conversion;
import java.util.List;
import java.util.Optional;

/** One array of a file. Whatever cannot be read is a {@link fairweather.failure.FailureException}. */
interface NamedArray {
    String name();

    /** Names of the dimensions; as many as {@link #shape} has lengths. */
    List<String> dimensions();

    List<Integer> shape();

    /** A text attribute; empty if it is absent or no text. */
    Optional<String> text(String attribute);

    /** A number attribute; empty if it is absent or no number. */
    Optional<Double> number(String attribute);

    /** All values in C order, unpacked, NaN where missing; for coordinates. */
    double[] numbers();

    /** Lengths of what is stored, and has to be decoded, together. */
    List<Integer> chunks();

    /**
     * A part in C order, unpacked and converted in double and rounded once, NaN where missing.
     *
     * @param first the first index of every dimension
     * @param lengths how many of every dimension
     */
    float[] part(int[] first, int[] lengths, Conversion conversion);
}
