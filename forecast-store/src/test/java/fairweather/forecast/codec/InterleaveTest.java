package fairweather.forecast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.vector.VectorSupport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs twice: in a JVM without vectors and, with {@code fairweather.vector=on}, in one that has them; see the pom. Every
 * way must give the bytes of the definition, and so the same bytes.
 */
class InterleaveTest {
    private static final int AT = 3;

    @Test
    void the_way_is_the_one_that_this_jvm_was_started_for() {
        boolean vectors = System.getProperty(VectorSupport.PROPERTY, "auto").equals("on");
        assertThat(Interleave.FASTEST.getClass().getSimpleName())
                .isEqualTo(vectors ? "VectorInterleave" : "ScalarInterleave");
    }

    @ParameterizedTest
    @EnumSource(Shuffle.class)
    void every_way_undoes_a_shuffle_byte_for_byte(Shuffle shuffle) {
        SplittableRandom random = new SplittableRandom(721);
        for (int itemSize : new int[] {1, 2, 3, 4, 5, 8, 16, 255}) {
            for (int items : new int[] {0, 1, 7, 8, 15, 16, 56, 63, 64, 65, 72, 128, 504, 512, 520, 1000, 1440}) {
                byte[] plain = new byte[items * itemSize + random.nextInt(itemSize)];
                random.nextBytes(plain);
                byte[] shuffled = shuffledByDefinition(shuffle, plain, itemSize);
                for (Interleave way : ways()) {
                    byte[] output = new byte[AT + plain.length + 1];
                    shuffle.undo(way, shuffled, output, AT, plain.length, itemSize);
                    assertThat(Arrays.copyOfRange(output, AT, AT + plain.length))
                            .as("%s, %d items of %d bytes", way, items, itemSize)
                            .isEqualTo(plain);
                    assertThat(output[AT + plain.length]).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Shuffle.class)
    void applying_a_shuffle_gives_the_bytes_of_the_definition(Shuffle shuffle) {
        byte[] plain = Content.noise(520 * 4 + 3);
        byte[] shuffled = new byte[plain.length];
        shuffle.apply(plain, 0, shuffled, plain.length, 4);
        assertThat(shuffled).isEqualTo(shuffledByDefinition(shuffle, plain, 4));
    }

    private static List<Interleave> ways() {
        List<Interleave> ways = new ArrayList<>(List.of(new ScalarInterleave()));
        if (VectorSupport.available()) {
            ways.add(Interleave.FASTEST);
        }
        return ways;
    }

    /** Bit by bit, as slowly and plainly as it can be said. */
    private static byte[] shuffledByDefinition(Shuffle shuffle, byte[] plain, int itemSize) {
        int items = plain.length / itemSize;
        byte[] shuffled = plain.clone();
        if (shuffle == Shuffle.NONE || shuffle == Shuffle.BIT && items % 8 != 0) {
            return shuffled;
        }
        Arrays.fill(shuffled, 0, items * itemSize, (byte) 0);
        for (int i = 0; i < items; i++) {
            for (int bit = 0; bit < 8 * itemSize; bit++) {
                int value = plain[i * itemSize + bit / 8] >> bit % 8 & 1;
                int to = shuffle == Shuffle.BIT ? bit * items + i : (bit / 8 * items + i) * 8 + bit % 8;
                shuffled[to / 8] |= (byte) (value << to % 8);
            }
        }
        return shuffled;
    }
}
