package fairweather.archive.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Bytes to be sent, in memory or in a file. */
public sealed interface Body {
    long length();

    /** Writes {@code count} bytes from {@code from} on. */
    void send(long from, long count, OutputStream out) throws IOException;

    static Body of(byte[] bytes) {
        return new InMemory(bytes);
    }

    static Body of(Path file, long length) {
        return new InFile(file, length);
    }

    default Body slice(long from, long count) {
        return new Slice(this, from, count);
    }

    record InMemory(byte[] bytes) implements Body {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void send(long from, long count, OutputStream out) throws IOException {
            out.write(bytes, Math.toIntExact(from), Math.toIntExact(count));
        }
    }

    record InFile(Path file, long length) implements Body {
        private static final int PIECE = 1 << 16;

        @Override
        public void send(long from, long count, OutputStream out) throws IOException {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, count));
            try (FileChannel channel = FileChannel.open(file)) {
                for (long at = from; at < from + count; at += piece.limit()) {
                    piece.clear().limit((int) Math.min(piece.capacity(), from + count - at));
                    readFully(channel, piece, at);
                    out.write(piece.array(), 0, piece.limit());
                }
            }
        }

        private void readFully(FileChannel channel, ByteBuffer piece, long position) throws IOException {
            while (piece.hasRemaining()) {
                if (channel.read(piece, position + piece.position()) < 0) {
                    throw new IOException(file + " has become shorter than " + length + " bytes");
                }
            }
        }
    }

    record Slice(Body whole, long from, long length) implements Body {
        @Override
        public void send(long start, long count, OutputStream out) throws IOException {
            whole.send(from + start, count, out);
        }
    }
}
