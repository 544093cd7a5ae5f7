package fairweather.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gives out permits for memory. It never blocks: who is refused comes again when it is told that a permit was given
 * back. Whose turn it then is, is the askers' to agree on; {@link fairweather.job.WorkerPool} lets nobody pass a due job
 * that was refused, so that small work cannot starve large. Safe for use by several threads.
 */
public final class MemoryBudget {
    /** Refuses nothing. */
    public static final MemoryBudget UNLIMITED = new MemoryBudget(0, List.of());

    private final List<Room> rooms;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long taken;

    /** @param reserve the share of every limit that is never given out, from 0 to 1 */
    public MemoryBudget(double reserve, List<MemoryProbe> probes) {
        this.rooms = probes.stream().map(probe -> new Room(probe, reserve)).toList();
    }

    /** A permit, or empty if there is no room now. */
    public Optional<Permit> tryTake(long bytes) {
        return tryTake(bytes, 1).stream().findFirst();
    }

    /** As many equal permits as there is room for now, up to {@code most}. */
    public synchronized List<Permit> tryTake(long bytes, int most) {
        requireSize(bytes);
        long free = free(bytes);
        List<Permit> permits = new ArrayList<>();
        while (permits.size() < most && bytes <= free) {
            permits.add(new Permit(this, bytes));
            free -= bytes;
            add(bytes);
        }
        return permits;
    }

    /** True if there is room for so much now. */
    public synchronized boolean fits(long bytes) {
        return bytes <= free();
    }

    /** True if there were room for so much if no permit were out. */
    public synchronized boolean couldFit(long bytes) {
        return bytes <= capacity();
    }

    /** Bytes of all permits. */
    public synchronized long taken() {
        return taken;
    }

    /** Bytes that could be given out now; {@link Long#MAX_VALUE} if no probe tells a limit. */
    public synchronized long free() {
        long capacity = capacity();
        return capacity == Room.UNLIMITED ? capacity : Math.max(0, capacity - taken);
    }

    /** Calls the listener, which must be quick, after permits were given back. */
    public void whenGivenBack(Runnable listener) {
        listeners.add(listener);
    }

    synchronized boolean tryGrow(long more) {
        requireSize(more);
        boolean room = more <= free(more);
        if (room) {
            add(more);
        }
        return room;
    }

    void giveBack(long bytes, boolean used) {
        synchronized (this) {
            taken -= bytes;
        }
        if (used) {
            listeners.forEach(Runnable::run);
        }
    }

    /** What is free, measured anew where that would refuse the request. */
    private long free(long request) {
        rooms.stream().filter(room -> room.bytes(taken) - taken < request).forEach(Room::measure);
        return free();
    }

    private long capacity() {
        return rooms.stream().mapToLong(room -> room.bytes(taken)).min().orElse(Room.UNLIMITED);
    }

    private void add(long bytes) {
        taken += bytes;
        rooms.forEach(room -> room.taken(taken));
    }

    private static void requireSize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("there are no permits for " + bytes + " bytes");
        }
    }
}
