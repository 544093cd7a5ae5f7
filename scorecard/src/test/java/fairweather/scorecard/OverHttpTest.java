package fairweather.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched over HTTP is scored as what lies on the disk. */
class OverHttpTest {
    @TempDir
    private static Path own;

    private static HttpServer collection;
    private static HttpServer mine;

    @BeforeAll
    static void serve() throws IOException {
        Stores.temperature(own.resolve("forecast.zarr"), 5);
        Stores.temperature(own.resolve("truth.zarr"), 4);
        Stores.temperature(own.resolve("usual.zarr"), 0);
        Files.writeString(own.resolve("page"), "<html><title>sorry</title></html>");
        mine = start(own);
        collection = start(Files.isDirectory(Data.COLLECTION) ? Data.COLLECTION : own);
    }

    @AfterAll
    static void stop() {
        mine.stop(0);
        collection.stop(0);
    }

    private static HttpServer start(Path root) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(root, exchange));
        server.start();
        return server;
    }

    /** The JDK's own file server hides names that begin with a dot. */
    private static void send(Path root, HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            if (Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(200, Files.size(file));
                Files.copy(file, exchange.getResponseBody());
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static String address(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private static List<JsonNode> score(String forecast, String truth, String climatology) {
        return Cli.json(
                "--forecast",
                forecast,
                "--truth",
                truth,
                "--climatology",
                climatology,
                "--regrid",
                "--name",
                "z=Z3,t=T");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test4.nc", "test4.grib", "test_zarr"})
    void real_files_and_a_real_store_give_the_same_json(String format) {
        String file = "ecmwf-tz-1deg-3formats/" + format;
        String truth = "ecmwf-tz-1deg-3formats/test4.nc";
        String climatology = "climatology/NCEP_06_climo.nc";
        List<JsonNode> onDisk = score(Data.path(file), Data.path(truth), Data.path(climatology));
        String signed = address(collection, truth) + "?signature=a.b";
        assertThat(score(address(collection, file), signed, address(collection, climatology)))
                .isEqualTo(onDisk);
    }

    @Test
    void a_store_with_a_slash_at_the_end_of_its_address_is_read() {
        String[] names = {"forecast.zarr", "truth.zarr", "usual.zarr"};
        List<JsonNode> fetched =
                score(address(mine, names[0] + "/"), address(mine, names[1]), address(mine, names[2] + "/"));
        assertThat(fetched)
                .isEqualTo(score(
                        own.resolve(names[0]).toString(),
                        own.resolve(names[1]).toString(),
                        own.resolve(names[2]).toString()));
    }

    @Test
    void what_is_not_there_and_what_is_no_data_is_told_in_one_sentence() {
        assertThat(failure("nothing.nc"))
                .isEqualTo(address(mine, "nothing.nc") + ": the server answers with status 404");
        assertThat(failure("nothing.zarr"))
                .isEqualTo(address(mine, "nothing.zarr")
                        + ": there is no .zmetadata, and over HTTP only stores with consolidated metadata can be read");
        assertThat(failure("page")).isEqualTo(address(mine, "page") + ": this is an HTML page, no NetCDF or GRIB file");
    }

    @Test
    void a_server_that_is_not_there_is_told_in_one_sentence() {
        Cli.Answer answer = Cli.run(
                "--forecast", "http://127.0.0.1:1/a.nc", "--truth", own.resolve("truth.zarr"), "--climatology", "c");
        assertThat(answer.err())
                .isEqualTo("fairweather score: http://127.0.0.1:1/a.nc: the server cannot be reached\n");
        assertThat(answer.code()).isEqualTo(1);
    }

    private static String failure(String path) {
        Cli.Answer answer = Cli.run(
                "--forecast",
                address(mine, path),
                "--truth",
                own.resolve("truth.zarr"),
                "--climatology",
                own.resolve("usual.zarr"));
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        return answer.err().strip().substring("fairweather score: ".length());
    }
}
