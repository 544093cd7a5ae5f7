package fairweather.archive;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Which requests go wrong how. Of several faults for a key the one that was ordered first comes first. */
final class FaultPlan {
    private record Order(Glob keys, Fault fault, AtomicInteger left) {
        /** Takes one of the times that are left. */
        boolean takes(String key) {
            return keys.matches(key) && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
        }
    }

    private final List<Order> orders = new CopyOnWriteArrayList<>();

    void add(String keyGlob, Fault fault, int times) {
        orders.add(new Order(new Glob(keyGlob), fault, new AtomicInteger(times)));
    }

    Optional<Fault> next(String key) {
        return orders.stream().filter(order -> order.takes(key)).findFirst().map(Order::fault);
    }

    void heal() {
        orders.clear();
    }
}
