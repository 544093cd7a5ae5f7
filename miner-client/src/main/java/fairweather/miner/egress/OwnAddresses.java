package fairweather.miner.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** The addresses of this machine, asked for again once a minute. */
public final class OwnAddresses implements Predicate<InetAddress> {
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private record Known(Set<InetAddress> addresses, long asOfNanos) {}

    private volatile Known known;

    @Override
    public boolean test(InetAddress address) {
        Known current = known;
        if (current == null || System.nanoTime() - current.asOfNanos() > FRESH_NANOS) {
            current = new Known(addresses(), System.nanoTime());
            known = current;
        }
        return current.addresses().contains(address);
    }

    private static Set<InetAddress> addresses() {
        Set<InetAddress> all = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .forEach(card -> card.inetAddresses().forEach(all::add));
        } catch (SocketException unreadable) {
            throw new IllegalStateException("the addresses of this machine cannot be listed", unreadable);
        }
        return Set.copyOf(all);
    }
}
