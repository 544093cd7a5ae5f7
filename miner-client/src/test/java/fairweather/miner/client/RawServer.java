package fairweather.miner.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A hostile server on loopback that says exactly the bytes it is told to say, connection by connection. */
public final class RawServer implements AutoCloseable {
    /** What happens on one connection, after the head of a request was read. */
    public interface Script {
        void play(Connection connection) throws IOException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger closedByPeer = new AtomicInteger();

    public RawServer(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** How often a write failed because the other side had closed. */
    public int closedByPeer() {
        return closedByPeer.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                open.add(accepted);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(accepted, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted, int number) {
        try (accepted) {
            script.play(new Connection(accepted, number));
        } catch (IOException gone) {
            closedByPeer.incrementAndGet();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
    }

    /** One accepted connection. */
    public static final class Connection {
        private final Socket socket;
        private final int number;
        private final InputStream in;
        private final OutputStream out;

        Connection(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        /** 1 for the first connection that the server got. */
        public int number() {
            return number;
        }

        /** The request's line and headers, its body left alone unless it has a Content-Length. Empty at the end. */
        public String readRequest() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return "";
                }
                head.append((char) next);
            }
            String text = head.toString();
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
            if (at >= 0) {
                int length = Integer.parseInt(
                        text.substring(at + 15, text.indexOf("\r\n", at)).strip());
                in.readNBytes(length);
            }
            return text;
        }

        public void say(String text) throws IOException {
            say(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void say(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Says a whole answer with a length. */
        public void answer(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            say("HTTP/1.1 " + status + " X\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            say(bytes);
        }

        /** Says nothing more until the other side closes. */
        public void waitForEnd() throws IOException {
            while (in.read() >= 0) {}
        }

        /** Says one byte now and then until the other side closes. */
        public void drip() throws IOException {
            socket.setSoTimeout(30);
            while (true) {
                say("x");
                try {
                    if (in.read() < 0) {
                        throw new IOException("closed");
                    }
                } catch (java.net.SocketTimeoutException quiet) {
                    continue;
                }
            }
        }

        /** Ends the connection with a reset instead of an orderly end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
