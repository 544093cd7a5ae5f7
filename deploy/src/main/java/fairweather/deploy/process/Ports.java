package fairweather.deploy.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Finds ports on the loopback address. They lie below the range from which the system serves outgoing connections
 * (32768 and above): otherwise such a connection could take the port of a service while that is being restarted.
 */
public final class Ports {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    private static final Ports OF_THIS_PROCESS =
            new Ports(ProcessHandle.current().pid());
    private int next;

    /** A search that begins at a place of its own for each {@code start}, so that two launchers rarely meet. */
    public Ports(long start) {
        next = (int) Math.floorMod(start * 17, (long) COUNT);
    }

    /** The one search of this process, so that demonstrations that start in it at once never meet. */
    public static Ports ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * A port that was free a moment ago; never the same twice. Thread-safe.
     *
     * @throws IOException with a sentence for whoever started us, if there is none
     */
    public synchronized int free() throws IOException {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + next;
            next = (next + 1) % COUNT;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + (FIRST + COUNT - 1));
    }

    /** True if nothing listens on this port of the loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
