package fairweather.check.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Sanitiser;
import fairweather.miner.probe.ProbeReport;
import fairweather.miner.probe.ReportJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How the admin API of a running Fairweather is reached; needed for a UID only. */
public final class AdminOptions {
    /** The variable from which the service reads the same token. */
    private static final String TOKEN_VARIABLE = "FAIRWEATHER_ADMIN_TOKEN";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Longer than all phases of a probe may take together. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "for a UID: where the admin API is (${DEFAULT-VALUE})")
    private URI api;

    @Option(
            names = "--token-file",
            paramLabel = "F",
            description = "for a UID: a file with the admin token (the variable " + TOKEN_VARIABLE + ")")
    private Path tokenFile;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "for a UID: who asks (${DEFAULT-VALUE})")
    private String actor;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "a probe from the command line",
            description = "for a UID: why (${DEFAULT-VALUE})")
    private String reason;

    /**
     * Has the running Fairweather probe a slot.
     *
     * @param cycle T0, or empty for the slot's latest
     * @throws ParameterException if the API cannot be asked or refuses
     */
    ProbeReport probe(CommandLine command, int uid, Optional<Instant> cycle) {
        ObjectNode body = JSON.createObjectNode().put("actor", actor).put("reason", reason);
        cycle.ifPresent(start -> body.put("cycle", start.toString()));
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve("/api/v1/miners/" + uid + "/probe"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        token(command).ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ParameterException(
                        command, "the admin API answered " + answer.statusCode() + reasonOf(answer.body()));
            }
            return ReportJson.read(JSON.readTree(answer.body()));
        } catch (IllegalArgumentException | DateTimeException other) {
            throw new ParameterException(command, "what answers at " + api + " is not this Fairweather", other);
        } catch (IOException unreachable) {
            throw new ParameterException(
                    command,
                    "the admin API at " + api + " did not answer; is Fairweather running there? (--api)",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ParameterException(command, "interrupted", interrupted);
        }
    }

    private Optional<String> token(CommandLine command) {
        if (tokenFile == null) {
            return Optional.ofNullable(System.getenv(TOKEN_VARIABLE)).filter(token -> !token.isBlank());
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException unreadable) {
            throw new ParameterException(command, "--token-file: " + tokenFile + " cannot be read", unreadable);
        }
    }

    private static String reasonOf(String body) {
        try {
            JsonNode detail = JSON.readTree(body).path("detail");
            return detail.isTextual() ? ": " + Sanitiser.clean(detail.textValue()) : "";
        } catch (IOException unreadable) {
            return "; it does not look like Fairweather";
        }
    }
}
