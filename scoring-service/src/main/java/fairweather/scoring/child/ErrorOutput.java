package fairweather.scoring.child;

import fairweather.failure.Sanitiser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** Logs what a child complains about: so many pieces of so many bytes, cleaned; the rest is read and dropped. */
final class ErrorOutput {
    private static final Logger LOG = Logger.getLogger(ErrorOutput.class);
    private static final int MOST_PIECES = 64;
    private static final int MOST_BYTES = 400;

    private final InputStream stream;
    private final long pid;
    private final byte[] piece = new byte[MOST_BYTES];
    private int length;
    private int pieces;

    private ErrorOutput(InputStream stream, long pid) {
        this.stream = stream;
        this.pid = pid;
    }

    static void log(Process child) {
        ErrorOutput output = new ErrorOutput(child.getErrorStream(), child.pid());
        Thread.ofPlatform().daemon().name("errors of child " + child.pid()).start(output::run);
    }

    private void run() {
        byte[] read = new byte[4096];
        try (stream) {
            for (int count = stream.read(read); count >= 0; count = stream.read(read)) {
                for (int i = 0; i < count; i++) {
                    add(read[i]);
                }
            }
        } catch (IOException ended) {
            LOG.debugf("child %d: %s", pid, ended.getMessage());
        }
        tell();
    }

    private void add(byte next) {
        if (next == '\n' || length == piece.length) {
            tell();
        }
        if (next != '\n') {
            piece[length++] = next;
        }
    }

    private void tell() {
        if (isExpected()) {
            length = 0;
        }
        if (length > 0 && pieces < MOST_PIECES) {
            LOG.infof("child %d: %s", pid, Sanitiser.clean(new String(piece, 0, length, StandardCharsets.UTF_8)));
        } else if (length > 0 && pieces == MOST_PIECES) {
            LOG.infof("child %d: it says more, which is dropped", pid);
        }
        pieces = Math.min(pieces + (length > 0 ? 1 : 0), MOST_PIECES + 1);
        length = 0;
    }

    /** Java says so whenever vectors are used, which is nothing to tell an operator about. */
    private boolean isExpected() {
        return new String(piece, 0, length, StandardCharsets.UTF_8).startsWith("WARNING: Using incubator modules");
    }
}
