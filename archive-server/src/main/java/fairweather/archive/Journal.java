package fairweather.archive;

import fairweather.archive.wire.Answer;
import fairweather.archive.wire.Observer;
import fairweather.archive.wire.Request;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** What was asked and answered, in the order in which the answers began. */
final class Journal implements Observer {
    private record Line(Request request, int status, AtomicLong sent) {
        Ask ask() {
            return new Ask(request.method(), request.key(), request.header("Range"), status, sent.get());
        }
    }

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    @Override
    public LongConsumer answering(Request request, Answer answer) {
        Line line = new Line(request, answer.status(), new AtomicLong());
        lines.add(line);
        return line.sent::addAndGet;
    }

    List<Ask> asked() {
        return lines.stream().map(Line::ask).toList();
    }

    void forget() {
        lines.clear();
    }
}
