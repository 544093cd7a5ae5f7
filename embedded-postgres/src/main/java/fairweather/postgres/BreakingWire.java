package fairweather.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a PostgreSQL server that breaks at a chosen statement, for tests of what a crash or a lost connection leaves
 * behind. It counts what the clients have executed, BEGIN and COMMIT included, and at the chosen one closes every
 * connection: either before the server has heard of it, or after the server has done it and before the client knows.
 */
public final class BreakingWire implements AutoCloseable {
    /** The length field of a message counts itself. */
    private static final int LENGTH_BYTES = 4;

    /** Around a statement. */
    public enum Moment {
        /** The server never gets it. */
        BEFORE,
        /** The server has done it, and nobody is told. */
        AFTER
    }

    /** How long it stays broken. */
    public enum Outage {
        /** The next connection is a good one. */
        MOMENTARY,
        /** Until {@link #mend()}, connections end as soon as they begin. */
        LASTING
    }

    private record Break(int statement, Moment moment, Outage outage) {}

    private final String host;
    private final int serverPort;
    private final ServerSocket door;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();

    /** This and what follows is guarded by this object. */
    private int statements;

    private Break planned;
    private boolean broken;

    public BreakingWire(String host, int serverPort) {
        this.host = host;
        this.serverPort = serverPort;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().name("wire").start(this::welcome);
    }

    /** The port to connect to instead of the server's. */
    public int port() {
        return door.getLocalPort();
    }

    /** Counts from 0 again and breaks at a statement, counted from 1. */
    public synchronized void breakAt(int statement, Moment moment, Outage outage) {
        statements = 0;
        planned = new Break(statement, moment, outage);
    }

    /** Counts from 0 again and breaks no more. */
    public synchronized void mend() {
        statements = 0;
        planned = null;
        broken = false;
    }

    /** How many statements clients have sent since the last call that counts from 0. */
    public synchronized int statements() {
        return statements;
    }

    /** Whether the break that was asked for has happened. */
    public synchronized boolean hasBroken() {
        return planned != null && statements >= planned.statement();
    }

    /** Whether connections end as soon as they begin. */
    public synchronized boolean isBroken() {
        return broken;
    }

    /** What is to happen around the statement that a client sends now; null for nothing. */
    private synchronized Moment next() {
        statements++;
        return planned != null && statements == planned.statement() ? planned.moment() : null;
    }

    private void snap() {
        synchronized (this) {
            broken = planned != null && planned.outage() == Outage.LASTING;
        }
        relays.forEach(Relay::close);
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Relay relay = new Relay(door.accept(), new Socket(host, serverPort));
                relays.add(relay);
                if (isBroken()) {
                    relay.close();
                } else {
                    Thread.ofVirtual().start(() -> relay.carry(relay::toServer));
                    Thread.ofVirtual().start(() -> relay.carry(relay::toClient));
                }
            } catch (IOException ended) {
                relays.forEach(Relay::close);
            }
        }
    }

    @Override
    public void close() {
        closeAll(door);
        relays.forEach(Relay::close);
    }

    private static void closeAll(Closeable... things) {
        for (Closeable thing : things) {
            try {
                thing.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    @FunctionalInterface
    private interface Direction {
        void carryOn() throws IOException;
    }

    /** One connection. */
    private final class Relay implements Closeable {
        private final Socket client;
        private final Socket server;
        private volatile boolean answerIsLost;

        Relay(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Direction direction) {
            try {
                direction.carryOn();
            } catch (IOException ended) {
                answerIsLost = true;
            } finally {
                close();
            }
        }

        /** The first message has no type; every later one is a type, a length and as many bytes. */
        void toServer() throws IOException {
            DataInputStream in = in(client);
            DataOutputStream out = out(server);
            forward(in, out, -1);
            for (int type = in.read(); type >= 0; type = in.read()) {
                Moment moment = type == 'Q' || type == 'E' ? next() : null;
                if (moment == Moment.BEFORE) {
                    snap();
                    return;
                }
                answerIsLost |= moment == Moment.AFTER;
                forward(in, out, type);
            }
        }

        void toClient() throws IOException {
            DataInputStream in = in(server);
            DataOutputStream out = out(client);
            for (int type = in.read(); type >= 0; type = in.read()) {
                if (!answerIsLost) {
                    forward(in, out, type);
                } else {
                    in.skipNBytes(in.readInt() - LENGTH_BYTES);
                    if (type == 'Z') {
                        snap();
                        return;
                    }
                }
            }
        }

        private static DataInputStream in(Socket socket) throws IOException {
            return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        }

        private static DataOutputStream out(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        }

        private static void forward(DataInputStream in, DataOutputStream out, int type) throws IOException {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - LENGTH_BYTES);
            if (type >= 0) {
                out.writeByte(type);
            }
            out.writeInt(length);
            out.write(body);
            out.flush();
        }

        @Override
        public void close() {
            relays.remove(this);
            closeAll(client, server);
        }
    }
}
