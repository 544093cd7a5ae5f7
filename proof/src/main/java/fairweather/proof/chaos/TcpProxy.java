package fairweather.proof.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A way on the loopback address to a server on the same, which can go half-open: the connections that exist then stay
 * open and pass nothing more in either direction, as when a firewall has forgotten them. Later connections pass.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;
    private static final int WAITING = 128;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final List<Link> muted = new CopyOnWriteArrayList<>();

    private TcpProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Listens on a free port and passes everything on to a port of this machine. */
    public static TcpProxy to(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        TcpProxy proxy = new TcpProxy(new InetSocketAddress(loopback, port), new ServerSocket(0, WAITING, loopback));
        Thread.ofVirtual().name("proxy to " + port).start(proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Mutes the connections that are open now; returns how many. */
    public int mute() {
        for (Link link : links) {
            link.mute = true;
            muted.add(link);
        }
        return muted.size();
    }

    /** How many muted connections the client still believes in. */
    public int believed() {
        return (int) muted.stream().filter(links::contains).count();
    }

    /** The ports from which the connections that pass come to the server. */
    public List<Integer> passing() {
        return links.stream()
                .filter(link -> !link.mute)
                .map(link -> link.far.getLocalPort())
                .toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        try {
            far.connect(server);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException refused) {
            // The server is away: whoever came is told so by the end of the connection.
            close(near);
            close(far);
            return;
        }
        Link link = new Link(near, far);
        links.add(link);
        if (listener.isClosed()) {
            link.end();
            return;
        }
        Thread.ofVirtual().start(() -> link.pass(near, far));
        Thread.ofVirtual().start(() -> link.pass(far, near));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            // A socket that cannot be closed is of no use either way.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(Link::end);
    }

    /** One connection, in its two halves. */
    private final class Link {
        private final Socket near;
        private final Socket far;
        private volatile boolean mute;

        Link(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        /** Until one side ends. The server's end is not passed on while mute; the client's ends the connection. */
        void pass(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!mute) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException broken) {
                // A broken half is an ended half.
                endUnlessMute(from);
                return;
            }
            endUnlessMute(from);
        }

        private void endUnlessMute(Socket ended) {
            if (!mute || ended == near) {
                end();
            }
        }

        void end() {
            links.remove(this);
            TcpProxy.close(near);
            TcpProxy.close(far);
        }
    }
}
