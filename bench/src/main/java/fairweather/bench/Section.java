package fairweather.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One benchmark's part of a page that several write. */
public final class Section {
    private Section() {}

    /** Replaces the part of that name, or adds it at the end; makes the page if there is none. */
    public static void write(Path page, String name, String text) throws IOException {
        String begin = "<!-- begin: " + name + " -->\n";
        String end = "<!-- end: " + name + " -->\n";
        String before = Files.exists(page) ? Files.readString(page) : "# Benchmarks\n\n";
        int from = before.indexOf(begin);
        int to = before.indexOf(end);
        String part = begin + text.strip() + "\n" + end;
        String after = from >= 0 && to > from
                ? before.substring(0, from) + part + before.substring(to + end.length())
                : before.stripTrailing() + "\n\n" + part;
        Files.writeString(page, after);
    }
}
