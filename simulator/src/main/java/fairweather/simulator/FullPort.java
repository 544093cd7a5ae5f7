package fairweather.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that listens and takes no more connections: its queue is full of our own, which nobody ever accepts. What comes
 * besides is neither taken nor refused.
 */
final class FullPort implements AutoCloseable {
    /** More than any system queues where a queue of one was asked for. */
    private static final int QUEUE = 8;

    private final ServerSocket server;
    private final List<SocketChannel> queued = new ArrayList<>();

    FullPort(String host) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName(host));
        for (int i = 0; i < QUEUE; i++) {
            SocketChannel channel = SocketChannel.open();
            queued.add(channel);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(host, server.getLocalPort()));
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : queued) {
            channel.close();
        }
        server.close();
    }
}
