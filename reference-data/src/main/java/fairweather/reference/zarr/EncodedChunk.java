package fairweather.reference.zarr;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.codec.Blosc;
import fairweather.forecast.codec.BloscFrame;
import fairweather.forecast.codec.Gzip;
import fairweather.forecast.codec.NoCodec;
import fairweather.forecast.codec.Pieces;
import fairweather.forecast.codec.Pieces.Piece;
import fairweather.forecast.codec.Span;
import fairweather.forecast.codec.Zlib;
import fairweather.forecast.codec.Zstd;
import fairweather.forecast.zarr.ZarrArray;
import fairweather.hash.Sha256;
import fairweather.reference.object.ObjectInfo;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectTrouble;
import fairweather.reference.object.StoredObject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One chunk of an archive as far as it was fetched. What is said of the bytes behind a slice depends on the chunk and
 * the slice only, not on what else was fetched with it.
 */
final class EncodedChunk {
    /** Enough for the header of a frame and a table of some thousand blocks. */
    private static final int START = 16 << 10;

    private final ObjectInfo info;
    private final Content content;

    /** What was fetched. */
    private sealed interface Content {
        byte[] decode(Slice slice);

        /** The encoded bytes that decoding a slice depends on. */
        List<Span> spans(Slice slice);

        Pieces pieces();
    }

    /** @param tableEnd where header and table end, which every slice depends on */
    private record Framed(BloscFrame frame, int tableEnd, Pieces pieces) implements Content {
        @Override
        public byte[] decode(Slice slice) {
            byte[] decoded = new byte[slice.length()];
            frame.decode(pieces, slice.offset(), slice.length(), decoded, 0);
            return decoded;
        }

        @Override
        public List<Span> spans(Slice slice) {
            List<Span> spans = new ArrayList<>(frame.spans(slice.offset(), slice.length()));
            spans.add(new Span(0, tableEnd));
            return Span.merged(spans, 0, Integer.MAX_VALUE);
        }
    }

    private record Whole(byte[] encoded, byte[] decoded) implements Content {
        @Override
        public byte[] decode(Slice slice) {
            byte[] part = new byte[slice.length()];
            System.arraycopy(decoded, slice.offset(), part, 0, slice.length());
            return part;
        }

        @Override
        public List<Span> spans(Slice slice) {
            return List.of(new Span(0, encoded.length));
        }

        @Override
        public Pieces pieces() {
            return Pieces.whole(encoded);
        }
    }

    private EncodedChunk(ObjectInfo info, Content content) {
        this.info = info;
        this.content = content;
    }

    /**
     * Fetches what some slices of a chunk need.
     *
     * @return empty if there is no such object
     * @throws ObjectTrouble if it cannot be had now, or holds no byte yet
     * @throws FailureException if it is no chunk of that array
     */
    static Optional<EncodedChunk> fetch(
            ObjectStore store, ZarrArray array, String key, Collection<Slice> slices, Economy economy) {
        Optional<ObjectInfo> head = store.head(key);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        ObjectInfo info = head.get();
        if (info.length() == 0) {
            throw new ObjectTrouble(
                    ObjectTrouble.Kind.TRUNCATED,
                    "a chunk of " + array.metadata().name() + " in " + store.describe() + " has no bytes yet");
        }
        if (info.length() > array.maxChunkBytes()) {
            throw new FailureException(
                    Code.OVERSIZE, "a chunk of " + array.metadata().name() + " has " + info.length() + " bytes");
        }
        Content content = switch (array.metadata().codec()) {
            case Blosc blosc -> new Ranges(store, info, economy).framed(array, slices);
            case NoCodec raw -> whole(store, array, info);
            case Zlib zlib -> whole(store, array, info);
            case Gzip gzip -> whole(store, array, info);
            case Zstd zstd -> whole(store, array, info);
        };
        return Optional.of(new EncodedChunk(info, content));
    }

    private static Content whole(ObjectStore store, ZarrArray array, ObjectInfo info) {
        byte[] encoded = new Ranges(store, info, Economy.DEFAULT).whole();
        return new Whole(encoded, array.decode(encoded));
    }

    /** The bytes of one object in the state that its head told of. */
    private record Ranges(ObjectStore store, ObjectInfo info, Economy economy) {
        Framed framed(ZarrArray array, Collection<Slice> slices) {
            int size = array.metadata().chunkBytes();
            int length = (int) info.length();
            if (length <= economy.gap()) {
                byte[] encoded = whole();
                return framed(encoded, size, Pieces.whole(encoded));
            }
            List<Piece> pieces = new ArrayList<>();
            byte[] start = bytes(new Span(0, Math.min(length, START)));
            pieces.add(new Piece(0, start));
            long tableEnd = BloscFrame.tableEnd(start, length, size);
            if (tableEnd > start.length) {
                start = bytes(new Span(0, (int) Math.min(length, tableEnd)));
                pieces.add(new Piece(0, start));
            }
            BloscFrame frame = BloscFrame.of(start, length, size);
            List<Span> needed = new ArrayList<>();
            for (Slice slice : slices) {
                needed.addAll(frame.spans(slice.offset(), slice.length()));
            }
            for (Span span : Span.merged(needed, economy.gap(), economy.longest())) {
                pieces.add(new Piece(span.from(), bytes(span)));
            }
            return new Framed(frame, (int) tableEnd, new Pieces(pieces));
        }

        private Framed framed(byte[] encoded, int size, Pieces pieces) {
            int tableEnd = (int) BloscFrame.tableEnd(encoded, encoded.length, size);
            return new Framed(BloscFrame.of(encoded, encoded.length, size), tableEnd, pieces);
        }

        byte[] whole() {
            StoredObject object = store.get(info.key(), info.length()).orElseThrow(this::changed);
            boolean same =
                    info.etag() == null || info.etag().equals(object.info().etag());
            if (!same || object.bytes().length != info.length()) {
                throw changed();
            }
            return object.bytes();
        }

        private byte[] bytes(Span span) {
            byte[] bytes = store.range(info.key(), span.from(), span.to() - 1L, info.etag())
                    .orElseThrow(this::changed)
                    .bytes();
            if (bytes.length != span.length()) {
                throw new ObjectTrouble(
                        ObjectTrouble.Kind.TRUNCATED, store.describe() + " gave fewer bytes than were asked for");
            }
            return bytes;
        }

        private ObjectTrouble changed() {
            return new ObjectTrouble(
                    ObjectTrouble.Kind.CHANGED, "a chunk in " + store.describe() + " was replaced while it was read");
        }
    }

    String etag() {
        return info.etag();
    }

    /** @throws FailureException if the bytes are no such chunk */
    byte[] decode(Slice slice) {
        return content.decode(slice);
    }

    /** Which bytes of the object a slice was decoded from, for example {@code 0-511,90000-95000}; null for all. */
    String bytes(Slice slice) {
        List<Span> spans = content.spans(slice);
        if (spans.equals(List.of(new Span(0, (int) info.length())))) {
            return null;
        }
        return spans.stream().map(span -> span.from() + "-" + (span.to() - 1)).collect(Collectors.joining(","));
    }

    /** The sha256 of those bytes, one span after the other in ascending order. */
    String sha256(Slice slice) {
        MessageDigest digest = Sha256.start();
        content.spans(slice).forEach(span -> content.pieces().digest(span, digest));
        return HexFormat.of().formatHex(digest.digest());
    }
}
