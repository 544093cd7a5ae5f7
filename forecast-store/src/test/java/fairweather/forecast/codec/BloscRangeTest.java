package fairweather.forecast.codec;

import static fairweather.forecast.fuzz.Fuzzing.rounds;
import static fairweather.forecast.fuzz.Fuzzing.survives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.codec.Pieces.Piece;
import fairweather.forecast.fuzz.Hostile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** A part of a chunk is what decoding the whole would give there, from no more bytes than the frame says. */
class BloscRangeTest {
    private static final Set<Code> REFUSALS = Set.of(Code.CONTENT_LAYOUT, Code.OVERSIZE);
    private static final long TABLES = 1 << 20;
    private static final int LARGEST = 1 << 20;

    @Property(tries = 20, seed = "37", shrinking = ShrinkingMode.OFF)
    void a_part_equals_the_slice_of_the_whole(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] raw = random.nextBoolean() ? Content.smooth(LARGEST - 3) : Content.noise(300_000);
        Blosc codec = codec(random);
        byte[] frame = codec.encode(raw, 1 << random.nextInt(4));
        for (int n = 0; n < 5; n++) {
            int offset = random.nextInt(raw.length + 1);
            int length = random.nextInt(raw.length - offset + 1);
            byte[] expected = Arrays.copyOfRange(raw, offset, offset + length);
            assertThat(codec.decodeRange(frame, raw.length, offset, length)).isEqualTo(expected);
            assertThat(fromItsSpansOnly(frame, raw.length, offset, length)).isEqualTo(expected);
        }
    }

    @Property(tries = 60, seed = "13", shrinking = ShrinkingMode.OFF)
    void parts_of_mutated_frames_are_survived_and_agree_with_the_whole(@ForAll long seed) {
        rounds(seed, random -> {
            Blosc codec = codec(random);
            int size = random.nextInt(1, 6000);
            byte[] hostile = Hostile.mutated(codec.encode(Content.smooth(size), 1 << random.nextInt(4)), random);
            int offset = random.nextInt(size);
            int length = random.nextInt(size - offset);
            byte[] whole = new byte[size];
            boolean read = survives(
                    3L * size + 4L * hostile.length + TABLES, REFUSALS, () -> codec.decode(hostile, whole, size));
            survives(3L * size + 4L * hostile.length + TABLES, REFUSALS, () -> {
                byte[] part = codec.decodeRange(hostile, size, offset, length);
                if (read) {
                    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, offset, offset + length));
                }
            });
            survives(
                    4L * size + 6L * hostile.length + TABLES,
                    REFUSALS,
                    () -> fromItsSpansOnly(hostile, size, offset, length));
        });
    }

    @Test
    void blocks_may_stand_in_any_order() {
        byte[] raw = Content.smooth(3 * 256 * 1024);
        byte[] frame = new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE).encode(raw, 4);
        byte[] reordered = withLastBlockFirst(frame);

        assertThat(new Blosc(Blosc.Compressor.LZ4, 5, Shuffle.BYTE).decode(reordered, raw.length))
                .isEqualTo(raw);
        assertThat(fromItsSpansOnly(reordered, raw.length, 600_000, 100_000))
                .isEqualTo(Arrays.copyOfRange(raw, 600_000, 700_000));
        assertThat(BloscFrame.of(reordered, reordered.length, raw.length).spans(600_000, 4))
                .singleElement()
                .extracting(Span::from)
                .isEqualTo(BloscHeader.BYTES + 12);
    }

    @Test
    void bytes_that_were_not_fetched_are_not_guessed() {
        byte[] raw = Content.smooth(2 * 256 * 1024);
        byte[] frame = new Blosc(Blosc.Compressor.ZSTD, 5, Shuffle.BYTE).encode(raw, 4);
        BloscFrame known = BloscFrame.of(frame, frame.length, raw.length);
        Span first = known.spans(0, 1).getFirst();
        Pieces pieces = new Pieces(List.of(piece(frame, first)));

        assertThatThrownBy(() -> known.decode(pieces, 300_000, 1, new byte[1], 0))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("lies outside its frame");
    }

    @Test
    void spans_are_merged_over_small_gaps_up_to_a_length() {
        List<Span> spans = List.of(new Span(90, 100), new Span(0, 10), new Span(12, 20), new Span(40, 50));

        assertThat(Span.merged(spans, 0, 1000)).hasSize(4);
        assertThat(Span.merged(spans, 2, 1000)).containsExactly(new Span(0, 20), new Span(40, 50), new Span(90, 100));
        assertThat(Span.merged(spans, 20, 1000)).containsExactly(new Span(0, 50), new Span(90, 100));
        assertThat(Span.merged(spans, 20, 45)).containsExactly(new Span(0, 20), new Span(40, 50), new Span(90, 100));
        assertThat(Span.merged(List.of(new Span(0, 10), new Span(2, 5)), 0, 1)).containsExactly(new Span(0, 10));
    }

    private static Blosc codec(SplittableRandom random) {
        Blosc.Compressor[] compressors = Blosc.Compressor.values();
        return new Blosc(compressors[random.nextInt(compressors.length)], 5, Shuffle.values()[random.nextInt(3)]);
    }

    private static byte[] fromItsSpansOnly(byte[] frame, int size, int offset, int length) {
        byte[] header = Arrays.copyOf(frame, Math.min(frame.length, BloscHeader.BYTES));
        long tableEnd = BloscFrame.tableEnd(header, frame.length, size);
        byte[] start = Arrays.copyOf(frame, (int) Math.min(frame.length, tableEnd));
        BloscFrame known = BloscFrame.of(start, frame.length, size);
        List<Piece> pieces = new ArrayList<>();
        known.spans(offset, length).forEach(span -> pieces.add(piece(frame, span)));
        byte[] part = new byte[length];
        known.decode(new Pieces(pieces), offset, length, part, 0);
        return part;
    }

    private static Piece piece(byte[] frame, Span span) {
        return new Piece(span.from(), Arrays.copyOfRange(frame, span.from(), span.to()));
    }

    /** As an encoder with several threads may leave it. */
    private static byte[] withLastBlockFirst(byte[] frame) {
        ByteBuffer old = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int table = BloscHeader.BYTES;
        int first = old.getInt(table);
        int last = old.getInt(table + 8);
        ByteBuffer changed = ByteBuffer.wrap(frame.clone()).order(ByteOrder.LITTLE_ENDIAN);
        changed.position(first);
        changed.put(frame, last, frame.length - last).put(frame, first, last - first);
        int moved = frame.length - last;
        changed.putInt(table, first + moved).putInt(table + 4, old.getInt(table + 4) + moved);
        changed.putInt(table + 8, first);
        return changed.array();
    }
}
