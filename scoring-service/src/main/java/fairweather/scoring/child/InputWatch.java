package fairweather.scoring.child;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.concurrent.SynchronousQueue;

/**
 * Reads the child's input in a thread of its own, so that its end is noticed at once, whatever the child is doing: the
 * task is over, or the parent is gone, and nobody wants an answer.
 */
final class InputWatch {
    private final SynchronousQueue<Frame> frames = new SynchronousQueue<>();

    InputWatch(DataInputStream in) {
        Thread.ofPlatform().daemon().name("input").start(() -> read(in));
    }

    private void read(DataInputStream in) {
        try {
            while (true) {
                frames.put(Frame.read(in, Frame.Speaker.PARENT));
            }
        } catch (IOException | InterruptedException over) {
            Runtime.getRuntime().halt(0);
        }
    }

    Frame next() {
        try {
            return frames.take();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody interrupts the child", impossible);
        }
    }
}
