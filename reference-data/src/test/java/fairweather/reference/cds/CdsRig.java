package fairweather.reference.cds;

import fairweather.archive.ArchiveServer;
import fairweather.archive.cds.CdsApi;
import fairweather.reference.Data;
import fairweather.reference.FieldKey;
import fairweather.reference.Readiness;
import fairweather.reference.Readiness.NotYet;
import fairweather.reference.Readiness.Ready;
import fairweather.reference.object.HttpPatience;
import fairweather.reference.object.HttpSettings;
import fairweather.reference.object.ObjectStores;
import fairweather.reference.object.Timing;
import fairweather.reference.object.Transfers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A Climate Data Store on the loopback address, a memory of requests in a file, and a clock that only tests move. */
final class CdsRig implements AutoCloseable {
    static final Instant TIME = Instant.parse("2017-01-01T00:00:00Z");
    static final FieldKey Z500 = FieldKey.truth("z", 500, TIME);
    static final FieldKey T850 = FieldKey.truth("t", 850, TIME);
    static final FieldKey T2M = FieldKey.truth("2t", null, TIME);
    static final List<FieldKey> LEVELS = List.of(Z500, T850);

    final ArchiveServer server = ArchiveServer.start();
    final CdsApi api = CdsApi.on(server, messages());
    final Path file;
    final List<String> texts = new ArrayList<>();
    private final Path directory;
    final ObjectStores stores = new ObjectStores(
            HttpSettings.DEFAULT.withPlainHttp(true).withPatience(HttpPatience.DEFAULT.withAttempts(2)),
            new SkippedPauses(),
            new Random(1),
            Transfers.UNHEARD);
    private final List<CdsSource> sources = new ArrayList<>();
    Instant now = Instant.parse("2017-01-10T00:00:00Z");

    CdsRig(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("cds-requests.json");
    }

    private static final class SkippedPauses implements Timing {
        @Override
        public Instant now() {
            return TIME;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) {}
    }

    static Path messages() {
        return Data.collection("era5-eda-z500-t850-201701/era5-levels-members.grib");
    }

    CdsRequests requests() {
        return new FileCdsRequests(file, () -> now);
    }

    CdsSource source() {
        return source(requests());
    }

    CdsSource source(CdsRequests requests) {
        return source(Optional.of(CdsCredentials.of(api.url(), CdsApi.KEY)), requests);
    }

    CdsSource source(Optional<CdsCredentials> credentials, CdsRequests requests) {
        CdsSettings settings = new CdsSettings(directory, null, true, "fairweather-test");
        CdsSource source = new CdsSource(credentials, requests, base -> stores.open(base.toString()), settings);
        sources.add(source);
        return source;
    }

    Map<FieldKey, Readiness> ask(CdsSource source, Collection<FieldKey> keys) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        source.readAll(keys, (key, readiness) -> {
            if (answers.put(key, readiness) != null) {
                throw new IllegalStateException("answered twice: " + key);
            }
            texts.add(readiness instanceof Ready ready ? ready.provenance().toString() : readiness.toString());
        });
        return answers;
    }

    NotYet askForLevels(CdsSource source) {
        Map<FieldKey, Readiness> answers = ask(source, LEVELS);
        if (answers.get(Z500) instanceof NotYet waiting && waiting.equals(answers.get(T850))) {
            return waiting;
        }
        throw new AssertionError("not both are awaited: " + answers);
    }

    /** Asks whenever it is said to be worth asking, until something else than that is answered. */
    Map<FieldKey, Readiness> askUntilAnswered(CdsSource source, Collection<FieldKey> keys) {
        Map<FieldKey, Readiness> answers = new LinkedHashMap<>();
        List<FieldKey> open = new ArrayList<>(keys);
        for (int i = 0; i < 20 && !open.isEmpty(); i++) {
            Duration wait = Duration.ZERO;
            for (Map.Entry<FieldKey, Readiness> answer : ask(source, open).entrySet()) {
                if (answer.getValue() instanceof NotYet waiting) {
                    wait = waiting.askAgain();
                } else {
                    answers.put(answer.getKey(), answer.getValue());
                }
            }
            open.removeAll(answers.keySet());
            now = now.plus(wait);
        }
        return answers;
    }

    @Override
    public void close() {
        sources.forEach(CdsSource::close);
        stores.close();
        server.close();
    }
}
