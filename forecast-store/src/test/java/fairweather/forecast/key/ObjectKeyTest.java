package fairweather.forecast.key;

import static fairweather.forecast.Failures.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import fairweather.failure.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectKeyTest {
    @Test
    void namesOfChunksAndMetadataAreKeys() {
        for (String text :
                List.of("t/0.0.0.0", ".zmetadata", "2t/.zarray", "a/b/c/d/e/f/g/h", "z/0/1/2", "x".repeat(255))) {
            assertThat(ObjectKey.of(text).value()).isEqualTo(text);
        }
    }

    @Test
    void whateverCouldLeaveTheStoreOrIsTooLongIsNoKey() {
        List<String> bad = List.of(
                "",
                "/t",
                "t/",
                "t//0",
                ".",
                "..",
                "t/..",
                "../t",
                "t/./0",
                "a\\b",
                "a b",
                "a%2e",
                "a?b",
                "a#b",
                "ä",
                "a\u0000",
                "a\n",
                "a/b/c/d/e/f/g/h/i",
                "x".repeat(256));
        for (String text : bad) {
            assertThat(ObjectKey.isValid(text)).as(text).isFalse();
            assertThat(codeOf(() -> ObjectKey.of(text))).isEqualTo(Code.PROTOCOL);
        }
        assertThat(ObjectKey.isValid(null)).isFalse();
    }

    @Test
    void anEncodedChunkMayBeATenthAndSixtyFourKibibytesLargerThanItsContent() {
        assertThat(Caps.DEFAULT.encodedChunkOf(1_000_000)).isEqualTo(1_100_000 + 65_536);
        assertThat(Caps.DEFAULT.encodedChunkOf(128 * 1024 * 1024)).isEqualTo(128L * 1024 * 1024);
    }
}
