package fairweather.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place from which one object is read again and again, and a reader that costs as little as a reader in Java can: one
 * connection, one buffer outside the heap, nothing kept.
 *
 * @param request a whole request, its empty line included
 */
record Source(InetSocketAddress address, String request) {
    private static final int BUFFER = 256 << 10;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    static Source get(String host, int port, String path, String header) {
        return new Source(
                new InetSocketAddress(host, port),
                "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n");
    }

    /** Reads whole objects until the time is up; the number of their bytes. */
    long readUntil(long endNanos) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            long all = 0;
            while (System.nanoTime() < endNanos) {
                all += readOne(channel, buffer);
            }
            return all;
        }
    }

    private long readOne(SocketChannel channel, ByteBuffer buffer) throws IOException {
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        buffer.clear();
        StringBuilder head = new StringBuilder();
        int end = -1;
        while (end < 0) {
            int before = buffer.position();
            more(channel, buffer);
            byte[] came = new byte[buffer.position() - before];
            buffer.get(before, came);
            head.append(new String(came, StandardCharsets.ISO_8859_1));
            end = head.indexOf("\r\n\r\n");
        }
        long length = length(head.substring(0, end + 2));
        long left = length - (buffer.position() - end - 4);
        while (left > 0) {
            buffer.clear().limit((int) Math.min(BUFFER, left));
            left -= more(channel, buffer);
        }
        return length;
    }

    private static int more(SocketChannel channel, ByteBuffer buffer) throws IOException {
        int read = channel.read(buffer);
        if (read < 0) {
            throw new IOException("the connection was closed in the middle of an object");
        }
        return read;
    }

    private static long length(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (!head.startsWith("HTTP/1.1 200 ") || !length.find()) {
            throw new IOException("not an object but: " + head.strip());
        }
        return Long.parseLong(length.group(1));
    }
}
