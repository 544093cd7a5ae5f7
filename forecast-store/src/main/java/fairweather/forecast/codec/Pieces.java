package fairweather.forecast.codec;

import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Those bytes of an encoded chunk that are at hand; what was fetched together lies in one piece. */
public final class Pieces {
    private final List<Piece> ordered;

    /** @param from where the first of the bytes stands in the chunk */
    public record Piece(int from, byte[] bytes) {
        private long to() {
            return (long) from + bytes.length;
        }
    }

    public Pieces(List<Piece> pieces) {
        this.ordered = pieces.stream()
                .sorted(Comparator.comparingInt(Piece::from).thenComparingLong(Piece::to))
                .toList();
    }

    public static Pieces whole(byte[] encoded) {
        return new Pieces(List.of(new Piece(0, encoded)));
    }

    /** The piece that has the byte at a position; of several the one that goes furthest. */
    Optional<Piece> at(long position) {
        Piece best = null;
        for (Piece piece : ordered) {
            boolean holds = piece.from <= position && position < piece.to();
            if (holds && (best == null || piece.to() > best.to())) {
                best = piece;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Adds the bytes of a span to a checksum.
     *
     * @throws IllegalArgumentException if not all of them are at hand
     */
    public void digest(Span span, MessageDigest digest) {
        int position = span.from();
        while (position < span.to()) {
            int from = position;
            Piece piece =
                    at(from).orElseThrow(() -> new IllegalArgumentException("the byte " + from + " is not at hand"));
            int to = (int) Math.min(span.to(), piece.to());
            digest.update(piece.bytes, from - piece.from, to - from);
            position = to;
        }
    }
}
