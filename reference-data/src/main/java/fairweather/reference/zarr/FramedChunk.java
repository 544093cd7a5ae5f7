package fairweather.reference.zarr;

import fairweather.forecast.codec.BloscFrame;
import fairweather.forecast.codec.Pieces;
import fairweather.forecast.codec.Pieces.Piece;
import fairweather.forecast.codec.Span;
import fairweather.hash.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A Blosc frame. First come its header and its table of blocks, then the blocks of the wanted slices: what lies together
 * in one request, made when the one before it is needed, and kept until the last slice had it: while blocks are decoded, the
 * next ones are on their way.
 */
final class FramedChunk implements EncodedChunk {
    /** Enough for the header of a frame and a table of some thousand blocks. */
    private static final int START = 16 << 10;

    private final ObjectBytes object;
    private final BloscFrame frame;
    private final byte[] start;
    private final Span table;
    private final List<Request> requests = new ArrayList<>();

    /** Some blocks; {@code readers} have not been served from them yet. */
    private static final class Request {
        private final Span span;
        private int readers;
        private FutureTask<byte[]> answer;

        Request(Span span) {
            this.span = span;
        }

        void begin(ObjectBytes object) {
            if (answer == null) {
                answer = new FutureTask<>(() -> object.range(span));
                Thread.startVirtualThread(answer);
            }
        }

        /** @throws ObjectTrouble if the bytes cannot be had now */
        Piece piece() {
            try {
                return new Piece(span.from(), answer.get());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new CancellationException("reading a chunk was interrupted");
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException why
                        ? why
                        : new IllegalStateException(failed.getCause());
            }
        }

        boolean holds(Span part) {
            return span.from() <= part.from() && part.to() <= span.to();
        }
    }

    private FramedChunk(ObjectBytes object, byte[] start, int decodedSize) {
        this.object = object;
        this.start = start;
        this.frame = BloscFrame.of(start, object.length(), decodedSize);
        this.table = new Span(0, (int) BloscFrame.tableEnd(start, object.length(), decodedSize));
    }

    static FramedChunk open(ObjectBytes object, int decodedSize, Collection<Slice> slices, Economy economy) {
        long wanted = slices.stream().mapToLong(Slice::length).sum();
        if (object.length() <= economy.gap() || wanted >= decodedSize) {
            return new FramedChunk(object, object.whole(), decodedSize);
        }
        byte[] start = object.range(new Span(0, Math.min(object.length(), START)));
        long tableEnd = BloscFrame.tableEnd(start, object.length(), decodedSize);
        if (tableEnd > start.length) {
            start = object.range(new Span(0, (int) Math.min(object.length(), tableEnd)));
        }
        FramedChunk chunk = new FramedChunk(object, start, decodedSize);
        chunk.plan(slices, economy);
        return chunk;
    }

    private void plan(Collection<Slice> slices, Economy economy) {
        List<Span> needed =
                slices.stream().flatMap(slice -> spans(slice).stream()).toList();
        for (Span span : Span.merged(needed, economy.gap(), economy.longest())) {
            requests.add(new Request(span));
        }
        needed.forEach(span -> request(span).readers++);
    }

    private List<Span> spans(Slice slice) {
        return frame.spans(slice.offset(), slice.length());
    }

    private Request request(Span span) {
        return requests.stream()
                .filter(request -> request.holds(span))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the chunk was not opened for this slice"));
    }

    /** The next one of those that have readers. */
    private Optional<Request> following(Request request) {
        return requests.stream()
                .skip(requests.indexOf(request) + 1L)
                .filter(next -> next.readers > 0)
                .findFirst();
    }

    @Override
    public String etag() {
        return object.info().etag();
    }

    @Override
    public Part read(Slice slice) {
        List<Span> blocks = spans(slice);
        Pieces pieces = pieces(blocks);
        byte[] decoded = new byte[slice.length()];
        frame.decode(pieces, slice.offset(), slice.length(), decoded, 0);

        List<Span> behind = new ArrayList<>(blocks);
        behind.add(table);
        behind = Span.merged(behind, 0, Integer.MAX_VALUE);
        MessageDigest digest = Sha256.start();
        behind.forEach(span -> pieces.digest(span, digest));
        return new Part(decoded, object.spoken(behind), HexFormat.of().formatHex(digest.digest()));
    }

    private Pieces pieces(List<Span> blocks) {
        List<Piece> pieces = new ArrayList<>(List.of(new Piece(0, start)));
        if (start.length == object.length()) {
            return new Pieces(pieces);
        }
        for (Span block : blocks) {
            Request request = request(block);
            request.begin(object);
            following(request).ifPresent(next -> next.begin(object));
            pieces.add(request.piece());
            if (--request.readers == 0) {
                request.answer = null;
            }
        }
        return new Pieces(pieces);
    }
}
