package fairweather.scoring.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.hash.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkPrefixesTest {
    /** Of a manifest. */
    private static final int MOST_ENTRIES = 20_000;

    @Test
    void common_chunks_are_counted_once_each_wherever_they_lie() {
        ChunkPrefixes one = ChunkPrefixes.of(hashes("a", "b", "c", "c"));
        ChunkPrefixes other = ChunkPrefixes.of(hashes("d", "c", "a", "e", "f"));

        assertThat(one.count()).isEqualTo(3);
        assertThat(one.identical(other)).isEqualTo(2);
        assertThat(other.identical(one)).isEqualTo(2);
        assertThat(one.identical(ChunkPrefixes.of(hashes("x")))).isZero();
    }

    @Test
    void eight_bytes_of_each_survive_being_stored() {
        ChunkPrefixes chunks = ChunkPrefixes.of(hashes("a", "b", "c"));

        assertThat(chunks.toBytes()).hasSize(24);
        assertThat(ChunkPrefixes.ofBytes(chunks.toBytes()).identical(chunks)).isEqualTo(3);
    }

    @Test
    void whoever_lists_made_up_hashes_as_well_hides_no_chunk() {
        List<String> chunks = hashes("a", "b", "c");
        List<String> padded = new ArrayList<>(chunks);
        for (int i = padded.size(); i < MOST_ENTRIES; i++) {
            padded.add(String.format("%064x", BigInteger.valueOf(i).shiftLeft(192)));
        }

        ChunkPrefixes original = ChunkPrefixes.of(chunks);
        ChunkPrefixes copy = ChunkPrefixes.of(padded);

        assertThat(copy.count()).isEqualTo(MOST_ENTRIES);
        assertThat(original.identical(ChunkPrefixes.ofBytes(copy.toBytes()))).isEqualTo(3);
    }

    @Test
    void hashes_of_the_upper_half_come_after_those_of_the_lower() {
        String low = "7fffffffffffffff";
        String high = "8000000000000000";

        assertThat(ChunkPrefixes.of(List.of(high, low)).toBytes())
                .isEqualTo(HexFormat.of().parseHex(low + high));
    }

    private static List<String> hashes(String... texts) {
        return List.of(texts).stream()
                .map(text -> Sha256.hex(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
