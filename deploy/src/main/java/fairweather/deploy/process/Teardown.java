package fairweather.deploy.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Things to close, the last one first; what cannot be closed is reported and does not stop the others. */
public final class Teardown implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private final Consumer<String> announcements;

    public Teardown(Consumer<String> announcements) {
        this.announcements = announcements;
    }

    public synchronized <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public synchronized void close() {
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception failed) {
                announcements.accept("could not clean up: " + failed.getMessage());
            }
        }
    }
}
