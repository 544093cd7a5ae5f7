package fairweather.archive.command;

import static org.assertj.core.api.Assertions.assertThat;

import fairweather.archive.ArchiveServer;
import fairweather.archive.Wire;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveMainTest {
    private static final String DATA = "../demo/data";
    private static final String KEY = "gfs/gfs.20181006/18/gfs.t18z.pgrb2.1p00.f003";

    @Test
    void a_process_serves_and_fails_as_its_input_says_and_ends_with_it() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchiveMain.class.getName(),
                        DATA,
                        "0",
                        "bucket=" + DATA)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Writer in = process.outputWriter();
                BufferedReader out = process.inputReader()) {
            String first = out.readLine();
            assertThat(first).matches("http://127.0.0.1:\\d+/gfs/ serves 41 files of the GFS");
            URI base = URI.create(first.split("gfs/ ")[0]);
            assertThat(out.readLine()).isEqualTo(base + "bucket/ serves " + DATA);

            assertThat(Wire.ask(base.resolve(KEY + ".idx"), "GET").text()).contains(":3 hour fcst:");
            assertThat(Wire.ask(base.resolve("bucket/index.json"), "HEAD").status())
                    .isEqualTo(200);
            in.write("fail gfs/** rate_limited 1\n");
            in.flush();
            assertThat(out.readLine()).isEqualTo("done");
            assertThat(Wire.ask(base.resolve(KEY), "GET").status()).isEqualTo(429);
            in.write("count gfs/**\n");
            in.flush();
            assertThat(out.readLine()).isEqualTo("2");
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void every_line_is_answered() throws IOException {
        assertThat(answers("asked\nheal\nremove a\nrestore a\nforget\ncount **\nfail a NO_FAULT\nfail\n\nhelp\n"))
                .containsSubsequence(
                        "0 bytes",
                        "done",
                        "done",
                        "done",
                        "done",
                        "0",
                        "not understood: fail a NO_FAULT",
                        "not understood: fail",
                        "not understood: ",
                        "heal                     ends all faults");
    }

    @Test
    void without_data_it_says_what_it_needs() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int code = ArchiveMain.run(List.of(), new BufferedReader(new StringReader("")), new PrintStream(said));

        assertThat(code).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("usage: ");
    }

    private static List<String> answers(String lines) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (ArchiveServer server = ArchiveServer.start()) {
            new Console(server, new PrintStream(said)).obey(new BufferedReader(new StringReader(lines)));
        }
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
