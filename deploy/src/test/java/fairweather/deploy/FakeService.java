package fairweather.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Stands in for a service in the tests of the launcher: healthy, and, as orchestrator, with a run that comes along by
 * one status each time somebody looks. It keeps its state in the database, so a kill loses nothing.
 */
public final class FakeService {
    /** An environment variable, with which it dies when it is asked for the invariants. */
    static final String DIES_OF_INVARIANTS = "FAKE_DIES_OF_INVARIANTS";

    private static final String[] STATUSES = {
        "created", "querying_miners", "scoring_day1", "scoring_era5", "scoring_era5", "completed"
    };

    private FakeService() {}

    public static void main(String[] arguments) throws Exception {
        String last = arguments.length > 0 ? arguments[0] : "completed";
        int port = Integer.getInteger("quarkus.http.port");
        HttpServer server = HttpServer.create(new InetSocketAddress(System.getProperty("quarkus.http.host"), port), 0);
        server.createContext("/q/health/ready", exchange -> answer(exchange, "{\"status\":\"UP\"}"));
        server.createContext("/q/metrics", exchange -> answer(exchange, "fairweather_event_loop_blocked_total 1.0\n"));
        if (System.getProperty("quarkus.flyway.username") != null) {
            migrate();
            server.createContext("/api/v1/miners/import", FakeService::importMiners);
            server.createContext("/api/v1/runs", exchange -> runs(exchange, last));
            server.createContext("/api/v1/invariants", exchange -> {
                if (System.getenv(DIES_OF_INVARIANTS) != null) {
                    Runtime.getRuntime().halt(1);
                }
                answer(exchange, "{\"invariants\":[{\"name\":\"inv_i01\",\"violations\":0}]}");
            });
        }
        server.start();
        System.out.println("listening with a token of "
                + System.getenv("FAIRWEATHER_INTERNAL_TOKEN").length());
    }

    private static void migrate() throws SQLException {
        String owner = System.getProperty("quarkus.flyway.username");
        String url = System.getProperty("quarkus.datasource.jdbc.url");
        try (Connection connection = DriverManager.getConnection(url, owner, System.getenv("QUARKUS_FLYWAY_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS look (at_status integer)");
            statement.execute("CREATE TABLE IF NOT EXISTS fleet (body text)");
        }
    }

    private static void importMiners(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        query("INSERT INTO fleet VALUES ('" + body.replace("'", "''") + "') RETURNING 1");
        answer(exchange, "{}");
    }

    private static void runs(HttpExchange exchange, String last) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/board")) {
            answer(exchange, """
                    {"run":{"id":5,"series":"demo","cycle":"2018-10-06T18:00:00Z","status":"completed"},"rows":[
                     {"rank":1,"uid":0,"hotkey":"5a","label":"persistence","status":"era5_scored",
                      "overall_forecast_score":0.5,"era5_combined_score":0.4,"era5_completeness":0.9,"day1_score":0.6}]}
                    """);
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            answer(exchange, "{\"id\":5,\"status\":\"created\"}");
            return;
        }
        int look = query("INSERT INTO look SELECT count(*) FROM look RETURNING at_status");
        int at = Math.min(look, STATUSES.length - 1);
        String status = at == STATUSES.length - 1 ? last : STATUSES[at];
        answer(exchange, """
                {"id":5,"series":"demo","cycle":"2018-10-06T18:00:00Z","status":"%s","time_to_first_score_seconds":1.5,
                 "progress":{"miners":3,"queried":%d,"ready":%d,"verified":%d,"day1_done":%d,"failed":0,
                             "leads_total":30,"leads_done":%d},"truth":[]}
                """.formatted(
                        status, at >= 1 ? 3 : 0, at >= 2 ? 3 : 0, at >= 2 ? 3 : 0, at >= 2 ? 3 : 0, at * 6));
    }

    private static int query(String sql) throws IOException {
        String url = System.getProperty("quarkus.datasource.jdbc.url");
        String user = System.getProperty("quarkus.datasource.username");
        try (Connection connection =
                        DriverManager.getConnection(url, user, System.getenv("QUARKUS_DATASOURCE_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
