package fairweather.scorecard.array;

import java.util.stream.Stream;

/**
 * How the numbers of a NetCDF array become values (CF conventions, chapters 2.5.1 and 8.1): stored × scale + offset in
 * double; a number equal to {@code _FillValue} or {@code missing_value} is missing. Files are seen that have both, and
 * two different ones.
 *
 * @param missing markers, in the array's own type
 * @param modulus 0, or what is added to a negative number of an unsigned type
 */
record Packed(double scale, double offset, double[] missing, double modulus) {

    /** @param single whether values are stored as float32, to which a marker is then rounded */
    static Packed of(NamedArray array, boolean single, double modulus) {
        double[] missing = Stream.of("_FillValue", "missing_value")
                .flatMap(attribute -> array.number(attribute).stream())
                .mapToDouble(marker -> single ? marker.floatValue() : marker)
                .toArray();
        return new Packed(
                array.number("scale_factor").orElse(1.0),
                array.number("add_offset").orElse(0.0),
                missing,
                modulus);
    }

    double value(double stored) {
        for (double marker : missing) {
            if (stored == marker) {
                return Double.NaN;
            }
        }
        double number = stored < 0 ? stored + modulus : stored;
        return scale == 1 && offset == 0 ? number : number * scale + offset;
    }
}
