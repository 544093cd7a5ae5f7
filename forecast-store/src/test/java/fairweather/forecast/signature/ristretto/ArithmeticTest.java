package fairweather.forecast.signature.ristretto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Both arithmetics beside BigInteger's, most often at their edges. */
class ArithmeticTest {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @Property(tries = 2000, seed = "1")
    void field_elements_add_subtract_multiply_and_compare_as_numbers_do(
            @ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
        FieldElement x = FieldElement.of(bytes(a, 32));
        FieldElement y = FieldElement.of(bytes(b, 32));

        assertThat(number(x.bytes())).isEqualTo(a.mod(P));
        assertThat(number(x.plus(y).bytes())).isEqualTo(a.add(b).mod(P));
        assertThat(number(x.minus(y).bytes())).isEqualTo(a.subtract(b).mod(P));
        assertThat(number(x.times(y).bytes())).isEqualTo(a.multiply(b).mod(P));
        assertThat(number(x.minus(y).times(x.plus(y)).minus(x).bytes()))
                .isEqualTo(a.subtract(b).multiply(a.add(b)).subtract(a).mod(P));
        assertThat(x.equalTo(y)).isEqualTo(a.mod(P).equals(b.mod(P)) ? 1 : 0);
        assertThat(x.isNegative()).isEqualTo(a.mod(P).testBit(0) ? 1 : 0);
        assertThat(number(FieldElement.select(1, x, y).bytes())).isEqualTo(a.mod(P));
        assertThat(number(FieldElement.select(0, x, y).bytes())).isEqualTo(b.mod(P));
    }

    @Property(tries = 300, seed = "2")
    void scalars_add_and_multiply_as_numbers_do(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
        Scalar x = Scalar.reduced(bytes(a, 32));
        Scalar y = Scalar.reduced(bytes(b, 32));

        assertThat(number(x.bytes())).isEqualTo(a.mod(L));
        assertThat(number(x.plus(y).bytes())).isEqualTo(a.add(b).mod(L));
        assertThat(number(x.times(y).bytes())).isEqualTo(a.multiply(b).mod(L));
        assertThat(number(Scalar.reduced(bytes(a.multiply(b), 64)).bytes()))
                .isEqualTo(a.multiply(b).mod(L));
        assertThat(Scalar.canonical(bytes(a, 32)).isPresent()).isEqualTo(a.compareTo(L) < 0);
    }

    @Test
    void a_scalar_does_not_say_what_it_is() {
        assertThat(Scalar.reduced(new byte[] {42})).hasToString("Scalar");
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        BigInteger top = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        List<BigInteger> edges = List.of(BigInteger.ZERO, P, L, P.shiftRight(1), BigInteger.TWO.pow(255), top);
        Arbitrary<BigInteger> near = Arbitraries.of(edges)
                .flatMap(edge -> Arbitraries.integers()
                        .between(-40, 40)
                        .map(step -> edge.add(BigInteger.valueOf(step))
                                .max(BigInteger.ZERO)
                                .min(top)));
        Arbitrary<BigInteger> any =
                Arbitraries.bytes().array(byte[].class).ofSize(32).map(ArithmeticTest::number);
        return Arbitraries.oneOf(near, any);
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] bytes(BigInteger number, int count) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = new byte[count];
        for (int i = 0; i < Math.min(count, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }
}
