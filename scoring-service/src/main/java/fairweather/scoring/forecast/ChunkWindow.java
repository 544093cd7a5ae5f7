package fairweather.scoring.forecast;

import java.util.function.BooleanSupplier;

/**
 * What of the chunks is in memory at once: so many bytes and no more, but always one chunk. The reading thread takes room
 * before it fetches a chunk; who has decoded it gives the room back.
 */
final class ChunkWindow {
    private final long most;
    private long taken;
    private int chunks;
    private Throwable trouble;

    ChunkWindow(long most) {
        this.most = most;
    }

    /**
     * Waits until there is room.
     *
     * @throws ReadingInterrupted if the thread is told to stop
     */
    synchronized void take(long bytes) {
        await(() -> chunks == 0 || taken + bytes <= most);
        taken += bytes;
        chunks++;
    }

    synchronized void giveBack(long bytes) {
        taken -= bytes;
        chunks--;
        notifyAll();
    }

    /** Something went wrong that is no finding about the forecast: the reading thread is to know. */
    synchronized void failed(Throwable what) {
        trouble = trouble == null ? what : trouble;
    }

    /** Waits until every chunk is given back; throws what went wrong with any. */
    synchronized void awaitAll() {
        await(() -> chunks == 0);
    }

    /** Waits likewise, whatever went wrong, and does not heed interrupts: nobody may decode what is given up. */
    synchronized void drain() {
        boolean interrupted = false;
        while (chunks > 0) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(BooleanSupplier condition) {
        try {
            while (trouble == null && !condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ReadingInterrupted();
        }
        switch (trouble) {
            case null -> {}
            case Error ours -> throw ours;
            case RuntimeException ours -> throw ours;
            default -> throw new IllegalStateException(trouble);
        }
    }
}
