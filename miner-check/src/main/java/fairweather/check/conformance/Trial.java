package fairweather.check.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fairweather.check.miner.Kit;
import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.Manifest;
import fairweather.forecast.protocol.JobIds;
import fairweather.forecast.protocol.MinerWords;
import fairweather.forecast.signature.Signer;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.settings.TransportMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One miner on trial: how it is asked, and what earlier checks have learned for later ones. */
public final class Trial implements ObjectReader {
    /** Objects up to so many bytes are kept: metadata and coordinates, but no field. */
    private static final int SMALL = 1 << 18;

    /** How long a forecast is waited for, and how often it is asked about. */
    public record Patience(Duration limit, Duration every) {}

    /** How many data chunks are read at most, and how many bytes of them. */
    public record Sample(int chunks, long bytes) {}

    private final Kit kit;
    private final Wire wire;
    private final Patience patience;
    private final Sample sample;
    private final List<Answered> refusals = new ArrayList<>();
    private final Map<ObjectKey, byte[]> fetched = new HashMap<>();
    private Optional<Stationery.Session> session = Optional.empty();
    private boolean listens;
    private boolean initiated;
    private boolean completed;
    private AccessClaim claim;
    private byte[] manifestJson;
    private byte[] signature;
    private Manifest manifest;
    private List<SampledChunk> sampled;
    private ZarrMetadata metadata;
    private List<Entry> inventory;

    public Trial(Kit kit, Patience patience, Sample sample) {
        this.kit = kit;
        this.wire = new Wire(kit);
        this.patience = patience;
        this.sample = sample;
    }

    Kit kit() {
        return kit;
    }

    Wire wire() {
        return wire;
    }

    /** Requests of ours. */
    Stationery stationery() {
        return stationeryOf(kit.key());
    }

    /** Requests that another signs, by the same session if there is one. */
    Stationery stationeryOf(Signer signer) {
        return new Stationery(signer, hotkey(), kit.clock(), kit.random(), session);
    }

    boolean fiber() {
        return kit.named().transport() == TransportMode.FIBER;
    }

    void agreedOn(Stationery.Session agreed) {
        session = Optional.of(agreed);
    }

    Stationery.Session session() {
        require(session.isPresent(), "no session key was agreed on");
        return session.get();
    }

    Patience patience() {
        return patience;
    }

    /** Waits as long as lies between two polls. */
    void pause() {
        kit.vertx()
                .timer(patience.every().toMillis(), TimeUnit.MILLISECONDS)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    Sample sample() {
        return sample;
    }

    String hotkey() {
        return kit.named().hotkey();
    }

    Instant start() {
        return kit.named().cycle();
    }

    String jobId() {
        return JobIds.jobId(start(), hotkey()).toString();
    }

    /** Asks as a validator does; errors are kept for the rule about their bodies. */
    Answered ask(String path, ObjectNode data) {
        return post(stationery().signed(path, data));
    }

    Answered post(Post post) {
        Answered answer = wire.post(post);
        if (answer.refusesRequest()) {
            refusals.add(answer);
        }
        return answer;
    }

    /** A poll about the job on trial, signed just now: harmless, whatever becomes of it. */
    Post poll() {
        return stationery().signed(MinerWords.PATH_POLL, stationery().job(jobId()));
    }

    List<Answered> refusals() {
        return List.copyOf(refusals);
    }

    /** An object with the miner's own token. */
    Answered object(ObjectKey key) {
        return wire.get(path(key), bearer());
    }

    /** Where an object of the claimed store is. */
    String path(ObjectKey key) {
        return claim().storePath().object(key);
    }

    Map<String, String> bearer() {
        return Wire.bearer(claim().token());
    }

    /** The bytes of an object; small ones are fetched once. */
    @Override
    public byte[] get(ObjectKey key, long maxBytes) {
        byte[] known = fetched.get(key);
        if (known != null) {
            return known;
        }
        Answered answer = object(key);
        if (answer.status() != 200) {
            throw new FailureException(
                    answer.status() == 404 || answer.status() == 410
                            ? Code.INTEGRITY_CHUNK_MISSING
                            : answer.refusesCaller() ? Code.HTTP_401_403 : Code.PROTOCOL,
                    key + " is answered " + answer.shown());
        }
        if (answer.body().length > maxBytes) {
            throw new FailureException(Code.OVERSIZE, key + " has more than " + maxBytes + " bytes");
        }
        if (answer.body().length <= SMALL) {
            fetched.put(key, answer.body());
        }
        return answer.body();
    }

    void itListens() {
        listens = true;
    }

    /** Every rule about a refusal needs a request that is let in. */
    void requireListening() {
        require(listens, "a correct request is refused as well");
    }

    void itBegan() {
        initiated = true;
    }

    void requireInitiated() {
        require(initiated, "no forecast was begun");
    }

    void itCompleted() {
        completed = true;
    }

    void requireCompleted() {
        require(completed, "no forecast was completed");
    }

    void learned(AccessClaim given) {
        claim = given;
    }

    AccessClaim claim() {
        require(claim != null, "no access was given");
        return claim;
    }

    void learnedManifest(byte[] json) {
        manifestJson = json;
    }

    byte[] manifestJson() {
        require(manifestJson != null, "manifest.json could not be read");
        return manifestJson;
    }

    void learnedSignature(byte[] bytes) {
        signature = bytes;
    }

    byte[] signature() {
        require(signature != null, "manifest.sig could not be read");
        return signature;
    }

    void learned(Manifest parsed) {
        manifest = parsed;
    }

    Manifest manifest() {
        require(manifest != null, "the manifest could not be read");
        return manifest;
    }

    void learned(ZarrMetadata parsed) {
        metadata = parsed;
    }

    ZarrMetadata metadata() {
        require(metadata != null, ".zmetadata could not be read");
        return metadata;
    }

    void learned(List<Entry> entries) {
        inventory = entries;
    }

    List<Entry> inventory() {
        require(inventory != null, "the store could not be read");
        return inventory;
    }

    /** The variables that can be read; there is at least one. */
    List<Entry.Held> held() {
        List<Entry.Held> held = inventory().stream()
                .filter(Entry.Held.class::isInstance)
                .map(Entry.Held.class::cast)
                .toList();
        require(!held.isEmpty(), "no variable can be read");
        return held;
    }

    void learnedSample(List<SampledChunk> chunks) {
        sampled = List.copyOf(chunks);
    }

    List<SampledChunk> sampled() {
        require(sampled != null, "no chunks were read");
        return sampled;
    }

    private static void require(boolean there, String otherwise) {
        if (!there) {
            throw new NotReached(otherwise);
        }
    }
}
