package fairweather.deploy.endtoend;

import fairweather.deploy.Demonstration;
import fairweather.deploy.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Looks for secrets in everything that a run wrote: the logs of all processes, every text and JSON column of every table,
 * the metrics, and what the gateway answers about miners that failed.
 */
final class Leaks {
    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name
            FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
              AND c.data_type IN ('text', 'character varying', 'json', 'jsonb')
            ORDER BY 1, 2
            """;

    /** Responses whose objects go wrong in the reading, and not by being slow. */
    private static final String REFUSED = """
            SELECT id FROM weather_miner_responses
            WHERE failed_stage IN ('day1', 'era5') AND failure_category <> 'timeout' ORDER BY id
            """;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Demonstration demonstration;
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, String> written = new TreeMap<>();

    private Leaks(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    /**
     * What was looked through and what was found.
     *
     * @param texts the names of all that was looked through
     * @param found each secret's name and where it was found; the secret itself is not repeated
     */
    record Findings(List<String> texts, int tokens, List<String> found) {}

    /**
     * @param tokens the file of all access tokens that were given out
     * @param validatorKey the file of the seed of the validator's key
     */
    static Findings of(Demonstration demonstration, Path tokens, Path validatorKey)
            throws IOException, SQLException, InterruptedException {
        Leaks leaks = new Leaks(demonstration);
        List<String> issued = Files.readAllLines(tokens);
        for (String token : issued) {
            leaks.secrets.put("the token " + leaks.secrets.size(), token.substring(token.lastIndexOf('.') + 1));
        }
        leaks.secrets.put("the services' secret", demonstration.internalToken());
        leaks.secrets.put("the owner's password", demonstration.database().ownerPassword());
        leaks.secrets.put("the services' password", demonstration.database().appPassword());
        leaks.secrets.put("the validator's seed", Files.readString(validatorKey).strip());
        leaks.secrets.put("an authorization header", "Bearer ");
        leaks.secrets.put("the head of a JSON web token", "eyJ");
        leaks.readLogs();
        leaks.readDatabase();
        leaks.readAnswers();
        return new Findings(List.copyOf(leaks.written.keySet()), issued.size(), leaks.search());
    }

    private void readLogs() throws IOException {
        try (Stream<Path> logs = Files.list(demonstration.directory().resolve("logs"))) {
            for (Path log : logs.toList()) {
                written.put("log " + log.getFileName(), Files.readString(log));
            }
        }
    }

    private void readDatabase() throws SQLException {
        try (Connection owner = demonstration.database().connectAsOwner();
                Statement statement = owner.createStatement()) {
            List<String[]> columns = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(COLUMNS)) {
                while (result.next()) {
                    columns.add(new String[] {result.getString(1), result.getString(2)});
                }
            }
            for (String[] column : columns) {
                String all = "SELECT string_agg(\"%2$s\"::text, E'\\n') FROM \"%1$s\"";
                try (ResultSet result = statement.executeQuery(all.formatted(column[0], column[1]))) {
                    result.next();
                    String text = result.getString(1);
                    written.put("column " + column[0] + "." + column[1], text == null ? "" : text);
                }
            }
        }
    }

    private void readAnswers() throws SQLException, IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                Rows rows = new Rows(demonstration)) {
            for (Service service : Service.values()) {
                written.put("metrics of " + service.module(), answer(client, service, "/q/metrics"));
            }
            for (String id : rows.texts(REFUSED)) {
                String path = "/internal/v1/responses/" + id + "/objects/10u/19.0.0";
                written.put("answer about response " + id, answer(client, Service.GATEWAY, path));
            }
        }
    }

    private String answer(HttpClient client, Service service, String path) throws IOException, InterruptedException {
        URI address = demonstration.address(service).resolve(path);
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + demonstration.internalToken())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return response.headers().map() + "\n" + response.body();
    }

    private List<String> search() {
        List<String> found = new ArrayList<>();
        written.forEach((where, text) -> secrets.forEach((name, secret) -> {
            if (text.contains(secret)) {
                found.add(name + " in " + where);
            }
        }));
        return found;
    }
}
