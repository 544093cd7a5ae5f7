package fairweather.reference.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file of {@link FileCdsRequests}: one JSON object, replaced as a whole. */
final class CdsRequestsFile {
    private static final String FORMAT = "fairweather-cds-requests/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param lease 0 while nobody holds it */
    record Entry(CdsRequest request, CdsProgress progress, Instant lookAgainAt, long lease, Instant heldUntil) {}

    record Contents(long lastLease, List<Entry> entries) {

        Optional<Entry> find(CdsRequest request) {
            return entries.stream()
                    .filter(entry -> entry.request().equals(request))
                    .findFirst();
        }

        Contents with(Entry entry, long lease) {
            return new Contents(lease, replaced(entry.request(), entry).entries());
        }

        /** @param entry in the place of the request's, or null to remove that */
        Contents replaced(CdsRequest request, Entry entry) {
            Stream<Entry> others =
                    entries.stream().filter(other -> !other.request().equals(request));
            return new Contents(
                    lastLease, Stream.concat(others, Stream.ofNullable(entry)).toList());
        }
    }

    private CdsRequestsFile() {}

    /** @throws FailureException if it is not such a file */
    static Contents read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return new Contents(0, List.of());
        }
        try {
            if (!root.path("format").asText("").equals(FORMAT)) {
                throw new IllegalArgumentException("its format is not " + FORMAT);
            }
            return new Contents(
                    root.path("last_lease").longValue(),
                    root.path("requests")
                            .valueStream()
                            .map(CdsRequestsFile::entry)
                            .toList());
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL,
                    "the file " + file.getFileName() + " is malformed: " + malformed.getMessage(),
                    malformed);
        }
    }

    private static Entry entry(JsonNode json) {
        CdsRequest request = CdsRequest.of(
                CdsDataset.of(json.path("dataset").asText()),
                Instant.parse(json.path("valid_time").asText()),
                json.path("request"));
        CdsProgress progress = new CdsProgress(
                CdsProgress.State.of(json.path("state").asText()),
                json.path("provider_job").textValue(),
                json.path("looks").intValue(),
                json.path("refusals").intValue(),
                json.path("spoilt_downloads").intValue(),
                json.path("message").asText(""));
        return new Entry(
                request,
                progress,
                Instant.parse(json.path("look_again_at").asText()),
                json.path("lease").longValue(),
                Instant.parse(json.path("held_until").asText()));
    }

    static void write(Path file, Contents contents) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("format", FORMAT).put("last_lease", contents.lastLease());
        ArrayNode requests = root.putArray("requests");
        contents.entries().forEach(entry -> write(requests.addObject(), entry));
        WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }

    private static void write(ObjectNode json, Entry entry) {
        json.put("dataset", entry.request().dataset().id())
                .put("valid_time", entry.request().validTime().toString())
                .put("state", entry.progress().state().word())
                .put("provider_job", entry.progress().job())
                .put("looks", entry.progress().looks())
                .put("refusals", entry.progress().refusals())
                .put("spoilt_downloads", entry.progress().spoiltDownloads())
                .put("message", entry.progress().message())
                .put("look_again_at", entry.lookAgainAt().toString())
                .put("lease", entry.lease())
                .put("held_until", entry.heldUntil().toString())
                .set("request", entry.request().inputs());
    }
}
