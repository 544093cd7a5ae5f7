package fairweather.archive.cds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.archive.ArchiveServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CdsApiTest {
    private static final Path MESSAGES =
            Path.of("..", "..", "shared", "data", "era5-eda-z500-t850-201701", "era5-levels-members.grib");
    private static final String EXECUTION = "/retrieve/v1/processes/reanalysis-era5-pressure-levels/execution";
    private static final String WANTED = """
            {"inputs": {"product_type": ["reanalysis"], "variable": ["geopotential"], "year": ["2017"],
             "month": ["01"], "day": ["02"], "time": ["12:00"], "pressure_level": ["500", "850"],
             "data_format": "grib", "download_format": "unarchived"}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ArchiveServer server = ArchiveServer.start();
    private CdsApi api;
    private String key = CdsApi.KEY;

    @BeforeEach
    void start() {
        assumeTrue(Files.exists(MESSAGES), "skipped: the collection of weather data is not here");
        api = CdsApi.on(server, MESSAGES);
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private record Told(int status, JsonNode body) {}

    private Told ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .header("PRIVATE-TOKEN", key)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Told(response.statusCode(), new ObjectMapper().readTree(response.body()));
    }

    private String submitted() throws IOException, InterruptedException {
        Told job = ask("POST", EXECUTION, WANTED);
        assertThat(job.status()).isEqualTo(201);
        assertThat(job.body().path("status").asText()).isEqualTo("accepted");
        return "/retrieve/v1/jobs/" + job.body().path("jobID").asText();
    }

    private String status(String job) throws IOException, InterruptedException {
        return ask("GET", job, "").body().path("status").asText();
    }

    @Test
    void a_job_waits_runs_ends_delivers_and_can_be_removed() throws Exception {
        String job = submitted();
        assertThat(ask("GET", job + "/results", "").status()).isEqualTo(404);
        assertThat(status(job)).isEqualTo("accepted");
        assertThat(status(job)).isEqualTo("running");
        assertThat(status(job)).isEqualTo("successful");

        JsonNode value = ask("GET", job + "/results", "").body().path("asset").path("value");
        byte[] result = http.send(
                        HttpRequest.newBuilder(URI.create(value.path("href").asText()))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();

        assertThat(result).hasSize(value.path("file:size").intValue());
        assertThat(new String(result, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("GRIB");
        // Geopotential on 2 January 2017 at 12, as a field of the one deterministic analysis.
        assertThat(result[8 + 9 - 1] & 0xff).isEqualTo(129);
        assertThat(result[8 + 15 - 1]).isEqualTo((byte) 2);
        assertThat(result[8 + 16 - 1]).isEqualTo((byte) 12);
        assertThat((result[8 + 44 - 1] & 0xff) << 8 | result[8 + 45 - 1] & 0xff).isEqualTo(1025);
        assertThat(result[8 + 50 - 1]).isZero();
        assertThat(ask("DELETE", job, "").body().path("status").asText()).isEqualTo("dismissed");
        assertThat(ask("GET", job, "").status()).isEqualTo(404);
        assertThat(api.submissions()).hasSize(1);
        assertThat(api.deletions()).isOne();
    }

    @Test
    void refusals_are_problems_with_a_title() throws Exception {
        api.licensed(false);
        Told licence = ask("POST", EXECUTION, WANTED);
        assertThat(licence.status()).isEqualTo(403);
        assertThat(licence.body().path("title").asText()).isEqualTo("required licences not accepted");
        api.licensed(true);
        api.limitOnce();
        assertThat(ask("POST", EXECUTION, WANTED).status()).isEqualTo(429);
        api.fullQueueOnce();
        assertThat(ask("POST", EXECUTION, WANTED).body().path("detail").asText())
                .contains("temporarily limited");
        assertThat(ask("POST", EXECUTION, "{\"inputs\": {\"format\": \"grib\"}}")
                        .status())
                .isEqualTo(400);
        key = "another";
        assertThat(ask("POST", EXECUTION, WANTED).status()).isEqualTo(401);
        assertThat(api.submissions()).isEmpty();
    }

    @Test
    void a_failed_job_tells_its_reason_where_the_result_would_be() throws Exception {
        api.queue(0);
        api.end("failed", "MultiAdaptorNoDataError: no data");
        String job = submitted();

        assertThat(status(job)).isEqualTo("failed");
        Told results = ask("GET", job + "/results", "");
        assertThat(results.status()).isEqualTo(400);
        assertThat(results.body().path("traceback").asText()).isEqualTo("MultiAdaptorNoDataError: no data");
    }
}
