package fairweather.deploy.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The first evidence against a miner: exported from the service, given to the command. */
record Evidence(URI api, long runId, int uid) {

    /** What the command says, line by line. */
    List<String> judgedBy(Path jar) throws IOException, InterruptedException {
        String list = "/api/v1/runs/" + runId + "/miners/" + uid + "/evidence";
        long id = new ObjectMapper()
                .readTree(get(list))
                .path("items")
                .path(0)
                .path("id")
                .asLong();
        Path file = Files.createTempFile("evidence", ".json");
        try {
            Files.write(file, get(list + "/" + id));
            return said(jar, file);
        } finally {
            Files.delete(file);
        }
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(api.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(path + " is answered with " + response.statusCode());
            }
            return response.body();
        }
    }

    private static List<String> said(Path jar, Path file) throws IOException, InterruptedException {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "verify-evidence",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!command.waitFor(30, TimeUnit.SECONDS)) {
            command.destroyForcibly();
            throw new IOException("the command does not end");
        }
        return said.lines().toList();
    }
}
