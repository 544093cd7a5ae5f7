package fairweather.reference.gfs;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GfsIndexFuzzTest {
    private static final GfsStep STEP = new GfsStep(Instant.parse("2018-10-06T18:00:00Z"), 0);
    private static final FieldKey WIND = FieldKey.analysis("10u", null, STEP.cycle());
    private static final long LENGTH = 5000;
    private static final byte[] WHOLE = """
            1:0:d=2018100618:TMP:surface:anl:
            2:1000:d=2018100618:UGRD:10 m above ground:anl:
            3:2000:d=2018100618:VGRD:10 m above ground:anl:
            """.getBytes(StandardCharsets.US_ASCII);

    @Property(tries = 500)
    void whatever_bytes_come_are_an_index_or_a_refusal(@ForAll @Size(max = 300) byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 500)
    void whatever_text_of_an_indexs_own_characters_comes_is_an_index_or_a_refusal(
            @ForAll @Chars({'0', '1', ':', '.', 'd', '=', '\n', ' ', 'a'}) @Size(max = 200) String text) {
        read(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Property(tries = 1000)
    void one_changed_byte_never_gives_a_message_outside_of_the_file(
            @ForAll @IntRange(max = 129) int position, @ForAll byte value) {
        byte[] changed = WHOLE.clone();
        changed[position] = value;
        Span message = read(changed);
        assertThat(message == null || message.to() < LENGTH).isTrue();
    }

    private static Span read(byte[] bytes) {
        try {
            return GfsIndex.parse(bytes, STEP, 1).message(WIND, CanonicalVariable.EASTWARD_WIND_10M, LENGTH);
        } catch (Refusal refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return null;
        }
    }
}
