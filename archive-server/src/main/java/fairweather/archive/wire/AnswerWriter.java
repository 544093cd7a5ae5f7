package fairweather.archive.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Writes answers to a connection. */
final class AnswerWriter {
    /** Waits between two bytes that drip. */
    interface Pause {
        /** False if there is no more reason to go on. */
        boolean pause(Duration length) throws InterruptedException;
    }

    private final OutputStream out;
    private final Pause pause;

    AnswerWriter(OutputStream out, Pause pause) {
        this.out = out;
        this.pause = pause;
    }

    /** Returns whether another answer may follow on this connection. */
    boolean write(Request request, Answer answer, LongConsumer sent, Duration drip)
            throws IOException, InterruptedException {
        boolean last = "close".equalsIgnoreCase(request.header("Connection"));
        out.write(head(answer, last).getBytes(StandardCharsets.ISO_8859_1));
        if (!request.head()) {
            OutputStream counted = new Counted(out, sent);
            switch (answer.delivery()) {
                case HONEST -> answer.body().send(0, answer.body().length(), counted);
                case HALF -> answer.body().send(0, answer.body().length() / 2, counted);
                case DRIP -> drip(answer.body(), counted, drip);
                case DROPPED -> throw new IllegalStateException("who drops a connection writes nothing to it");
            }
        }
        out.flush();
        return !last && answer.delivery() == Delivery.HONEST;
    }

    private void drip(Body body, OutputStream counted, Duration every) throws IOException, InterruptedException {
        for (long at = 0; at < body.length(); at++) {
            body.send(at, 1, counted);
            out.flush();
            if (!pause.pause(every)) {
                return;
            }
        }
    }

    private static String head(Answer answer, boolean last) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " " + reason(answer.status()) + "\r\n");
        answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + answer.body().length() + "\r\n");
        if (last) {
            head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 206 -> "Partial Content";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 412 -> "Precondition Failed";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }

    private static final class Counted extends FilterOutputStream {
        private final LongConsumer count;

        Counted(OutputStream out, LongConsumer count) {
            super(out);
            this.count = count;
        }

        @Override
        public void write(int one) throws IOException {
            count.accept(1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            count.accept(length);
            out.write(bytes, from, length);
        }
    }
}
