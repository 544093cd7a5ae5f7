package fairweather.archive.command;

import fairweather.archive.ArchiveServer;
import fairweather.archive.Ask;
import fairweather.archive.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Has a server do what lines say, until there are no more: for a person, and for a test in another process. */
final class Console {
    private static final String HELP = """
            fail GLOB FAULT [TIMES]  * stands for characters but the slash, ** for any
            heal                     ends all faults
            remove KEY               takes an object away
            restore KEY              undoes what was done to an object
            asked                    lists the requests: method, key, range, status, bytes of the body
            count GLOB               how many requests there were for such keys
            forget                   begins the list anew
            """;

    private final ArchiveServer server;
    private final PrintStream out;

    Console(ArchiveServer server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    /** Each line is answered by at least one line. */
    void obey(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                obey(line.strip().split(" +"));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException misunderstood) {
                out.println("not understood: " + line);
            }
            out.flush();
        }
    }

    private void obey(String... words) {
        switch (words[0]) {
            case "fail" -> {
                Fault fault = Fault.valueOf(words[2].toUpperCase(Locale.ROOT));
                server.fail(words[1], fault, words.length > 3 ? Integer.parseInt(words[3]) : Integer.MAX_VALUE);
                done();
            }
            case "heal" -> {
                server.heal();
                done();
            }
            case "remove" -> {
                server.remove(words[1]);
                done();
            }
            case "restore" -> {
                server.restore(words[1]);
                done();
            }
            case "asked" -> {
                server.asked().forEach(this::print);
                out.println(server.bytesSent() + " bytes");
            }
            case "count" -> out.println(server.count(words[1]));
            case "forget" -> {
                server.forget();
                done();
            }
            case "help" -> out.print(HELP);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void done() {
        out.println("done");
    }

    private void print(Ask ask) {
        String range = ask.range() == null ? "-" : ask.range();
        out.println(String.join(" ", ask.method(), ask.key(), range, "" + ask.status(), "" + ask.bytesSent()));
    }
}
