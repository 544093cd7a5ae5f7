package fairweather.scoring.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkPrefixesTest {
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
    void of_very_many_chunks_the_least_are_kept_so_that_two_forecasts_keep_the_same_ones() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 3 * ChunkPrefixes.MOST; i++) {
            many.add(Integer.toString(i));
        }
        ChunkPrefixes all = ChunkPrefixes.of(hashes(many.toArray(String[]::new)));
        ChunkPrefixes half =
                ChunkPrefixes.of(hashes(many.subList(0, many.size() / 2).toArray(String[]::new)));

        assertThat(all.count()).isEqualTo(ChunkPrefixes.MOST);
        assertThat(all.identical(half)).isBetween(ChunkPrefixes.MOST * 45 / 100, ChunkPrefixes.MOST * 55 / 100);
    }

    private static List<String> hashes(String... texts) {
        return List.of(texts).stream()
                .map(text -> Sha256.hex(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
