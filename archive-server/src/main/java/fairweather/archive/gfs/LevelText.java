package fairweather.archive.gfs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** wgrib2's words for the surfaces between or on which a field lies. */
final class LevelText {
    private static final int NONE = 255;
    private static final int ISOBARIC = 100;
    private static final int PRESSURE_ABOVE_GROUND = 108;
    private static final int SIGMA = 104;

    /** By code table 4.5; from 192 on NCEP's own. */
    private static final Map<Integer, String> WORDS = """
            1 surface
            2 cloud base
            3 cloud top
            4 0C isotherm
            6 max wind
            7 tropopause
            8 top of atmosphere
            10 entire atmosphere
            20 # K level
            100 # mb
            101 mean sea level
            102 # m above mean sea level
            103 # m above ground
            104 # sigma level
            105 # hybrid level
            106 # m below ground
            107 # K isentropic level
            108 # mb above ground
            109 PV=# (Km^2/kg/s) surface
            200 entire atmosphere (considered as a single layer)
            204 highest tropospheric freezing level
            211 boundary layer cloud layer
            212 low cloud bottom level
            213 low cloud top level
            214 low cloud layer
            215 cloud ceiling
            220 planetary boundary layer
            222 middle cloud bottom level
            223 middle cloud top level
            224 middle cloud layer
            232 high cloud bottom level
            233 high cloud top level
            234 high cloud layer
            241 # in sequence
            242 convective cloud bottom level
            243 convective cloud top level
            244 convective cloud layer
            """.lines()
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toUnmodifiableMap(word -> Integer.valueOf(word[0]), word -> word[1]));

    private LevelText() {}

    static String of(Octets product) {
        int first = product.unsigned(23);
        int second = product.unsigned(29);
        String value = value(product, 23);
        if (second == NONE) {
            return words(first, value);
        }
        if (second == first) {
            String layer = words(first, value + "-" + value(product, 29));
            return first == SIGMA ? layer.replace("sigma level", "sigma layer") : layer;
        }
        return words(first, value) + " - " + words(second, value(product, 29));
    }

    private static String words(int type, String value) {
        return WORDS.getOrDefault(type, "level type=" + type + " value=#").replace("#", value);
    }

    /** @param octet of the surface's type; scale and value follow it */
    private static String value(Octets product, int octet) {
        BigDecimal value = BigDecimal.valueOf(product.signed4(octet + 2), product.signed(octet + 1));
        boolean pascal = product.unsigned(octet) == ISOBARIC || product.unsigned(octet) == PRESSURE_ABOVE_GROUND;
        return shortest(pascal ? value.movePointLeft(2) : value);
    }

    /** As C prints with {@code %g}. */
    private static String shortest(BigDecimal value) {
        BigDecimal rounded = value.round(new MathContext(6)).stripTrailingZeros();
        boolean tiny = rounded.signum() != 0 && rounded.precision() - rounded.scale() - 1 < -4;
        return tiny
                ? String.format(Locale.ROOT, "%." + (rounded.precision() - 1) + "e", rounded)
                : rounded.toPlainString();
    }
}
