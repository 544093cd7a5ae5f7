package fairweather.scoring.child;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.memory.OomKills;
import fairweather.scoring.forecast.ReadingInterrupted;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A running child as its parent sees it. Whatever goes wrong with it is a {@link FailureException}: OUT_OF_MEMORY if it
 * ran out of memory or the kernel killed something for want of it, VALIDATOR_INTERNAL otherwise. An interrupt ends a wait
 * at once. Not safe for use by several threads.
 */
final class Child implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Child.class);
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Duration patience;
    private final OomKills kills;
    private final long killsBefore;
    private final DataInputStream in;
    private final DataOutputStream out;
    /** Pipes do not heed interrupts, so somebody else waits at them. */
    private final ExecutorService hand = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("hand of a child").factory());

    private Child(Process process, Duration patience, OomKills kills, long killsBefore) {
        this.process = process;
        this.patience = patience;
        this.kills = kills;
        this.killsBefore = killsBefore;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** @param patience how long it may be silent, or not listen */
    static Child start(List<String> command, Duration patience, OomKills kills) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        long killsBefore = kills.count();
        Process process;
        try {
            process = builder.start();
        } catch (IOException unable) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "no child can be started", unable);
        }
        try {
            ErrorOutput.log(process);
            return new Child(process, patience, kills, killsBefore);
        } catch (RuntimeException | Error unattended) {
            process.destroyForcibly();
            throw unattended;
        }
    }

    long pid() {
        return process.pid();
    }

    void say(Frame frame) {
        interruptibly(() -> {
            frame.write(out);
            return null;
        });
    }

    Frame hear() {
        return interruptibly(() -> Frame.read(in, Frame.Speaker.CHILD));
    }

    private <T> T interruptibly(Callable<T> talk) {
        Future<T> done = hand.submit(talk);
        try {
            return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ReadingInterrupted();
        } catch (TimeoutException silent) {
            throw new FailureException(Code.VALIDATOR_INTERNAL, "the child was silent for " + patience, silent);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error ours) {
                throw ours;
            }
            throw failure(failed.getCause());
        }
    }

    /** It is gone, or it talks nonsense and is about to be. */
    private FailureException failure(Throwable cause) {
        boolean ended = process.onExit()
                .thenApply(gone -> true)
                .completeOnTimeout(false, 1, TimeUnit.SECONDS)
                .join();
        if (!ended) {
            return new FailureException(
                    Code.VALIDATOR_INTERNAL, "the child cannot be understood: " + cause.getMessage(), cause);
        }
        int exit = process.exitValue();
        if (exit == ChildCommand.OUT_OF_MEMORY) {
            return new FailureException(Code.OUT_OF_MEMORY, "the child ran out of memory", cause);
        }
        if (exit == KILLED && kills.count() > killsBefore) {
            return new FailureException(Code.OUT_OF_MEMORY, "the child was killed for want of memory", cause);
        }
        return new FailureException(Code.VALIDATOR_INTERNAL, "the child ended with " + exit, cause);
    }

    /** Kills it and returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        hand.shutdownNow();
        boolean gone = process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, ENDING.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!gone) {
            LOG.errorf("child %d does not end although it was killed", process.pid());
        }
    }
}
