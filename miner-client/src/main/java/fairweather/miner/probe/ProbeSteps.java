package fairweather.miner.probe;

import fairweather.failure.Code;
import fairweather.failure.Failure;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.manifest.FrozenManifest;
import fairweather.forecast.manifest.ManifestVerifier;
import fairweather.forecast.protocol.FiberWords;
import fairweather.forecast.protocol.RsaEnvelope;
import fairweather.forecast.store.ArrayChunk;
import fairweather.forecast.store.Inventory;
import fairweather.forecast.store.Inventory.Entry;
import fairweather.forecast.zarr.VerifyingReader;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.miner.client.Answers;
import fairweather.miner.client.Deadline;
import fairweather.miner.client.MinerJson;
import fairweather.miner.client.MinerRequest;
import fairweather.miner.client.Prepared;
import fairweather.miner.conversation.AccessClaim;
import fairweather.miner.conversation.PollResult;
import fairweather.miner.egress.Destination;
import fairweather.miner.egress.PostedAddress;
import fairweather.miner.operation.Access;
import fairweather.miner.operation.AskedMiner;
import fairweather.miner.operation.Poll;
import fairweather.miner.probe.Probe.Finding;
import fairweather.miner.probe.Probe.PlannedStep;
import fairweather.miner.settings.MinerSettings;
import fairweather.miner.settings.TransportMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The phases of one probe, and what each learns for the next. */
final class ProbeSteps {
    private static final Caps CAPS = Caps.DEFAULT;
    private static final double MEGA = 1e6;

    /** Decoded; the gateway has other work while a probe runs, and every byte is here several times. */
    private static final int LARGEST_CHUNK = 16 << 20;

    private final Probe.Tools tools;
    private final AskedMiner miner;
    private final MinerSettings.Timeout limits;
    private final ManifestVerifier verifier;
    private Destination destination;
    private AccessClaim claim;
    private byte[] manifestJson;
    private FrozenManifest manifest;
    private ClaimedStore store;
    private List<Entry> inventory;

    ProbeSteps(Probe.Tools tools, AskedMiner miner) {
        this.tools = tools;
        this.miner = miner;
        this.limits = tools.settings().timeout();
        this.verifier = new ManifestVerifier(tools.scheme(), CAPS);
    }

    List<PlannedStep> inOrder() {
        Stream<PlannedStep> toTheDoor = Stream.of(
                new PlannedStep(Phase.ADDRESS, this::address), new PlannedStep(Phase.CONNECTION, this::connection));
        Stream<PlannedStep> keys = tools.settings().transport() == TransportMode.FIBER
                ? Stream.of(new PlannedStep(Phase.KEY_EXCHANGE, this::encryptionKey))
                : Stream.empty();
        Stream<PlannedStep> inside = Stream.of(
                new PlannedStep(Phase.JOB, this::job),
                new PlannedStep(Phase.ACCESS, this::access),
                new PlannedStep(Phase.MANIFEST, this::manifest),
                new PlannedStep(Phase.SIGNATURE, this::signature),
                new PlannedStep(Phase.METADATA, this::metadata),
                new PlannedStep(Phase.CHUNK, this::chunk));
        return Stream.of(toTheDoor, keys, inside).flatMap(steps -> steps).toList();
    }

    private Finding address() {
        PostedAddress posted = miner.address();
        destination =
                tools.resolver().resolve(posted).await().atMost(limits.connect().plus(limits.connect()));
        String address = destination.address().getHostAddress();
        String means = posted.literal().isPresent() ? address : posted.host() + " means " + address;
        return Finding.of(means + ", port " + destination.port() + "; may be connected to");
    }

    private Finding connection() {
        return Finding.of(new Doorstep(tools.vertx(), tools.settings(), tools.clock()).look(destination));
    }

    /** What the exchange begins with; the exchange itself belongs to the first question. */
    private Finding encryptionKey() {
        Deadline deadline = deadline(limits.handshake());
        byte[] answer = tools.http()
                .open(new MinerRequest(
                        destination,
                        miner.hotkey(),
                        HttpMethod.GET,
                        FiberWords.PATH_PUBLIC_KEY,
                        () -> Prepared.headersOnly(Map.of()),
                        deadline,
                        false))
                .flatMap(open -> Uni.createFrom()
                        .completionStage(() -> Answers.requireOk(open, true)
                                .compose(ok -> ok.body(MinerJson.CAP))
                                .toCompletionStage()))
                .await()
                .indefinitely()
                .getBytes();
        String pem = MinerJson.parseObject(answer).path(FiberWords.PUBLIC_KEY).asText();
        int bits = ((RSAPublicKey) RsaEnvelope.publicKey(pem)).getModulus().bitLength();
        return Finding.of("the miner's encryption key is RSA of " + bits + " bits")
                .bytes(answer.length);
    }

    private Finding job() {
        PollResult result = new Poll(tools.calls())
                .run(miner, deadline(limits.poll()))
                .await()
                .indefinitely();
        return switch (result) {
            case PollResult.Done done ->
                Finding.of("our signature is accepted", "the miner says '" + done.word() + "'");
            case PollResult.Running running ->
                throw new FailureException(
                        Code.NOT_READY, "our signature is accepted; the miner says '" + running.word() + "'");
            case PollResult.UnknownWord unknown ->
                throw new FailureException(
                        Code.PROTOCOL, "the miner says '" + unknown.word() + "', a word that is in no list");
            case PollResult.UnknownJob unknown ->
                throw new FailureException(
                        Code.JOB_UNKNOWN,
                        "our signature is accepted; the miner says '" + unknown.word() + "': it has no forecast from "
                                + miner.initTime());
        };
    }

    private Finding access() {
        claim = new Access(tools.calls())
                .claim(miner, deadline(limits.access()))
                .await()
                .indefinitely();
        store = new ClaimedStore(tools, miner, claim);
        return Finding.of(
                "store " + claim.storePath().name(), "announced manifest hash " + claim.manifestHash(), "token given");
    }

    private Finding manifest() {
        manifestJson = store.get(ObjectKey.MANIFEST, CAPS.manifest());
        verifier.checkContentHash(manifestJson, claim.manifestHash());
        return Finding.of("has the announced hash").bytes(manifestJson.length);
    }

    private Finding signature() {
        byte[] signature = store.get(ObjectKey.MANIFEST_SIGNATURE, Caps.SIGNATURE_BYTES + 1);
        manifest = verifier.verify(manifestJson, signature, claim.manifestHash(), miner.hotkey());
        return Finding.of("valid for the hotkey; binds " + manifest.fileCount() + " files")
                .bytes(signature.length);
    }

    private Finding metadata() {
        if (manifest.hashOf(ObjectKey.CONSOLIDATED_METADATA).isEmpty()) {
            ManifestVerifier.checkMetadata(manifest.manifest(), new byte[0]);
        }
        VerifyingReader reader = new VerifyingReader(manifest.manifest(), store);
        byte[] bytes = reader.get(ObjectKey.CONSOLIDATED_METADATA, CAPS.consolidatedMetadata());
        inventory = Inventory.of(ZarrMetadata.parse(bytes, CAPS), reader, miner.initTime(), CAPS);
        if (inventory.isEmpty()) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the store has none of the protocol's variables");
        }
        Optional<Failure> fault = inventory.stream()
                .flatMap(entry -> entry instanceof Entry.Faulty faulty
                        ? Optional.of(Failure.of(faulty.code(), faulty.reason())).stream()
                        : Optional.<Failure>empty().stream())
                .findFirst();
        // A fault of one variable leaves the others to be read.
        boolean anyReadable = inventory.stream().anyMatch(Entry.Held.class::isInstance);
        return new Finding(StoreInWords.of(inventory), (long) bytes.length, fault, anyReadable);
    }

    private Finding chunk() {
        Entry.Held held = inventory.stream()
                .filter(Entry.Held.class::isInstance)
                .map(Entry.Held.class::cast)
                .min(Comparator.comparingInt(ProbeSteps::decodedChunk))
                .orElseThrow(() -> new FailureException(Code.CONTENT_LAYOUT, "no variable can be read"));
        if (decodedChunk(held) > LARGEST_CHUNK) {
            return Finding.of(String.format(
                    Locale.ROOT,
                    "not read: even the smallest chunks have %.0f MB, more than a probe keeps in memory",
                    decodedChunk(held) / MEGA));
        }
        int count = ArrayChunk.count(held.array().metadata());
        if (count == 0) {
            throw new FailureException(Code.CONTENT_LAYOUT, "the array of " + held.variable() + " is empty");
        }
        ArrayChunk chunk = new ArrayChunk(held.array(), count - 1);
        long start = System.nanoTime();
        byte[] encoded = new VerifyingReader(manifest.manifest(), store)
                .get(chunk.key(), held.array().maxChunkBytes());
        double seconds = (System.nanoTime() - start) / 1e9;
        int values = chunk.values(encoded, CAPS).length;
        return Finding.of(
                        chunk.key() + " has its hash and decodes to " + values + " values",
                        String.format(Locale.ROOT, "%.1f MB/s with the request", encoded.length / MEGA / seconds))
                .bytes(encoded.length);
    }

    private static int decodedChunk(Entry.Held held) {
        return held.array().metadata().chunkBytes();
    }

    private Deadline deadline(Duration limit) {
        return Deadline.in(limit, limits.queue());
    }
}
