package fairweather.archive.command;

import fairweather.archive.ArchiveServer;
import fairweather.archive.gfs.DemonstrationArchive;
import fairweather.archive.gfs.GfsLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Serves the demonstration's files as a GFS mirror, and other directories as buckets, until the standard input closes.
 * What the input says meanwhile is done: {@code help} lists it.
 */
public final class ArchiveMain {
    private static final String USAGE = "usage: archive-server DATA [PORT] [PREFIX=DIRECTORY ...]";

    private ArchiveMain() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.exit(run(List.of(arguments), in, System.out));
    }

    /** Returns the exit code of the process. */
    static int run(List<String> arguments, BufferedReader in, PrintStream out) throws IOException {
        if (arguments.isEmpty()) {
            out.println(USAGE);
            return 2;
        }
        boolean port = arguments.size() > 1 && !arguments.get(1).contains("=");
        try (ArchiveServer server = ArchiveServer.start(port ? Integer.parseInt(arguments.get(1)) : 0)) {
            GfsLayout layout = new GfsLayout(server, "gfs");
            int files = DemonstrationArchive.lay(layout, Path.of(arguments.getFirst()))
                    .size();
            out.println(layout.url() + " serves " + files + " files of the GFS");
            for (String bucket : arguments.subList(port ? 2 : 1, arguments.size())) {
                String[] mount = bucket.split("=", 2);
                server.mount(mount[0], Path.of(mount[1]));
                out.println(server.url(mount[0] + "/") + " serves " + mount[1]);
            }
            out.flush();
            new Console(server, out).obey(in);
        }
        return 0;
    }
}
