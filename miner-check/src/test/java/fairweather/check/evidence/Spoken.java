package fairweather.check.evidence;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** How a command ended and what it said. */
record Spoken(int exit, List<String> out, String err) {
    static Spoken by(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Spoken(exit, out.toString().lines().toList(), err.toString());
    }
}
