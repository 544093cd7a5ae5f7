package fairweather.reference.cds;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.reference.CanonicalVariable;
import fairweather.reference.FieldKey;
import fairweather.reference.OneAnswer;
import fairweather.reference.Product;
import fairweather.reference.Provenance;
import fairweather.reference.Readiness;
import fairweather.reference.ReferenceSource;
import fairweather.reference.Substitution;
import fairweather.reference.object.ObjectStore;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * ERA5 from the Climate Data Store. Never waits for the provider's queue: asking submits what has not been submitted, or
 * looks at what has, and answers {@link Readiness.NotYet} with when it is worth asking again. Ask for all fields of a
 * valid time together by {@link #readAll}: what is asked for together is one request for each data set. Fields that
 * have been delivered are forgotten here; keeping them is the caller's part. Safe for use by several threads, and by
 * several processes that share {@link CdsRequests}.
 */
public final class CdsSource implements ReferenceSource, AutoCloseable {
    public static final String ID = "cds";

    private static final int SECONDS_OF_AN_HOUR = 3600;

    private final CdsRequests requests;
    private final CdsSettings settings;
    private final CdsClient client;
    private final CdsCollection collection;
    private final AtomicReference<CdsProblem> problem = new AtomicReference<>();
    private volatile OptionalInt edition = OptionalInt.empty();

    /**
     * @param credentials empty if none are configured, of which every answer then speaks
     * @param stores the objects below an address, for results; knows no key of this provider
     * @throws FailureException if the API's address is not encrypted and that is not allowed
     */
    public CdsSource(
            Optional<CdsCredentials> credentials,
            CdsRequests requests,
            Function<URI, ObjectStore> stores,
            CdsSettings settings) {
        boolean plain = credentials
                .map(CdsCredentials::url)
                .map(URI::getScheme)
                .filter("http"::equals)
                .isPresent();
        if (plain && !settings.plainHttp()) {
            throw new FailureException(
                    Code.VALIDATOR_INTERNAL, "the address of the Climate Data Store must begin with https");
        }
        this.requests = requests;
        this.settings = settings;
        this.client = credentials
                .map(known -> new CdsClient(known, settings.userAgent()))
                .orElse(null);
        this.collection = new CdsCollection(
                client, new CdsDownload(stores, settings.plainHttp()), settings.temporaryDirectory(), this::delivered);
        if (client == null) {
            problem.set(CdsProblem.noKey());
        }
    }

    @Override
    public String id() {
        return ID;
    }

    /** What an operator must mend, as far as this process has noticed since the provider last granted it something. */
    public Optional<CdsProblem> problem() {
        return Optional.ofNullable(problem.get());
    }

    /** Asks the provider whether the key is good; licences show only when something is asked for. */
    public Optional<CdsProblem> check() {
        if (client == null) {
            return problem();
        }
        try {
            client.verifyKey();
            return Optional.empty();
        } catch (CdsTrouble trouble) {
            return Optional.of(
                    trouble.kind() == CdsTrouble.Kind.KEY_REFUSED
                            ? CdsProblem.keyRefused()
                            : new CdsProblem(CdsProblem.Kind.NO_ANSWER, trouble.getMessage()));
        }
    }

    private void delivered(int grib) {
        edition = OptionalInt.of(grib);
    }

    /** Of which edition of GRIB the field was that this process was given last. */
    public OptionalInt edition() {
        return edition;
    }

    @Override
    public Readiness read(FieldKey key) {
        return OneAnswer.of(this, key);
    }

    @Override
    public void readAll(Collection<FieldKey> keys, Receiver receiver) {
        Set<FieldKey> ours = new LinkedHashSet<>();
        for (FieldKey key : keys) {
            if (known(key)) {
                ours.add(key);
            } else {
                receiver.take(key, new Readiness.Gone("the Climate Data Store has no " + key.describe()));
            }
        }
        if (client == null) {
            Readiness unconfigured = new Readiness.NotYet(CdsProblem.noKey().sentence());
            ours.forEach(key -> receiver.take(key, unconfigured));
            return;
        }
        for (CdsRequest wanted : CdsRequest.covering(ours, settings.gridDegrees())) {
            Set<FieldKey> its = new LinkedHashSet<>(ours);
            its.removeIf(key -> !wanted.covers(key));
            ask(wanted, its, receiver);
        }
    }

    private static boolean known(FieldKey key) {
        return key.product() == Product.ERA5
                && CanonicalVariable.of(key).isPresent()
                && Math.floorMod(key.validTime().getEpochSecond(), SECONDS_OF_AN_HOUR) == 0
                && key.validTime().getNano() == 0;
    }

    /** A larger request that is on its way already serves for a part of it as well. */
    private void ask(CdsRequest wanted, Set<FieldKey> keys, Receiver receiver) {
        CdsRequest request = requests.remembered(wanted.dataset(), wanted.validTime()).stream()
                .filter(remembered -> remembered.covers(wanted))
                .findFirst()
                .orElse(wanted);
        switch (requests.take(request, CdsPatience.HOLD)) {
            case CdsRequests.Turn.Mine mine ->
                new CdsErrand(client, collection, problem::set, new CdsHold(requests, request, mine))
                        .run(keys, receiver);
            case CdsRequests.Turn.NotNow later -> {
                String message = later.progress().message();
                Readiness waiting = new Readiness.NotYet(
                        CdsHold.told(request, message.isEmpty() ? "it is being asked for" : message),
                        later.remaining());
                keys.forEach(key -> receiver.take(key, waiting));
            }
        }
    }

    /** A final release does not replace the preliminary one that was scored. */
    @Override
    public boolean current(FieldKey key, Provenance provenance) {
        return true;
    }

    @Override
    public List<Substitution> substitutions() {
        return List.of();
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
