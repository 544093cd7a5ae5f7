package fairweather.reference.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one process of the machine at a time look at a lock file and change it. The kernel takes the guard from a
 * process that dies, so that it needs no owner and no expiry; it is held for as long as it takes to read and to rename
 * one small file.
 */
final class Guard {
    /** The kernel's lock is the process's, not the thread's, and is lost when any thread closes the file. */
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    /** With the real pause a tenth of a second: only a process that was stopped meanwhile holds it for so long. */
    private static final int MOST_TRIES = 100;

    private final Path file;
    private final Runnable pause;

    /** @param pause between two tries, while another process holds the guard */
    Guard(Path file, Runnable pause) {
        this.file = file;
        this.pause = pause;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** The work's result, or {@code busy} if the guard could not be had. */
    <T> T during(Work<T> work, T busy) throws IOException {
        THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < MOST_TRIES; i++) {
                try (FileLock lock = channel.tryLock()) {
                    if (lock != null) {
                        return work.run();
                    }
                }
                pause.run();
            }
            return busy;
        } finally {
            THIS_PROCESS.unlock();
        }
    }
}
