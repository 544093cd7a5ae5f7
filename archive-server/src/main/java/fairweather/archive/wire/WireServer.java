package fairweather.archive.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * HTTP/1.1 on 127.0.0.1, a virtual thread to each connection. Connections are kept open for the next request. Keeps no
 * process alive; closing it ends all connections, also those that drip.
 */
public final class WireServer implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final Duration DRIP = Duration.ofSeconds(10);

    private final ServerSocket socket;
    private final Handler handler;
    private final Observer observer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread acceptor = Thread.ofVirtual().name("archive-accept").unstarted(this::accept);
    private volatile Duration drip = DRIP;

    /** @param port 0 for any that is free */
    public WireServer(int port, Handler handler, Observer observer) {
        this.handler = handler;
        this.observer = observer;
        try {
            socket = new ServerSocket(port, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException unavailable) {
            throw new UncheckedIOException("no port " + port + " on 127.0.0.1", unavailable);
        }
    }

    /** Begins to answer: apart from the constructor, because then the handler is complete. */
    public void start() {
        acceptor.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The pause between two bytes of an answer that drips; ten seconds unless told otherwise. */
    public void dripEvery(Duration pause) {
        drip = pause;
    }

    @Override
    public void close() {
        closed.countDown();
        shut(socket);
        try {
            // Only when the acceptor has let go of it is the port closed.
            acceptor.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        open.forEach(WireServer::shut);
    }

    private static void shut(Closeable connection) {
        try {
            connection.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread.ofVirtual().name("archive-connection").start(() -> serve(connection));
            } catch (IOException noMore) {
                shut(socket);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            converse(connection);
        } catch (IOException gone) {
            // The other side went away or speaks no HTTP: there is nobody to tell.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    private void converse(Socket connection) throws IOException, InterruptedException {
        RequestReader requests = new RequestReader(new BufferedInputStream(connection.getInputStream()));
        AnswerWriter answers = new AnswerWriter(
                new BufferedOutputStream(connection.getOutputStream(), 1 << 16),
                pause -> !closed.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        for (boolean more = true; more && !socket.isClosed(); ) {
            Optional<Request> request = requests.next();
            more = request.isPresent() && answer(request.get(), answers, connection);
        }
    }

    private boolean answer(Request request, AnswerWriter answers, Socket connection)
            throws IOException, InterruptedException {
        Answer answer = answerOf(request);
        LongConsumer sent = observer.answering(request, answer);
        if (answer.delivery() == Delivery.DROPPED) {
            connection.setSoLinger(true, 0);
            return false;
        }
        return answers.write(request, answer, sent, drip);
    }

    private Answer answerOf(Request request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException broken) {
            return Answer.text(500, "text/plain", broken.toString());
        }
    }
}
