package fairweather.reference.provider;

import fairweather.reference.ReferenceSource;
import fairweather.reference.cds.CdsCredentials;
import fairweather.reference.cds.CdsProblem;
import fairweather.reference.cds.CdsSettings;
import fairweather.reference.cds.CdsSource;
import fairweather.reference.climatology.Wb2Climatology;
import fairweather.reference.directory.DirectorySource;
import fairweather.reference.era5.ArcoSource;
import fairweather.reference.gfs.GfsSettings;
import fairweather.reference.gfs.GfsSource;
import fairweather.reference.object.HostLimits;
import fairweather.reference.object.HttpPatience;
import fairweather.reference.object.HttpSettings;
import fairweather.reference.object.ObjectStore;
import fairweather.reference.object.ObjectStores;
import fairweather.reference.object.SecretHeaders;
import fairweather.reference.object.Timing;
import fairweather.reference.provider.ReferenceSettings.Http;
import fairweather.reference.provider.ReferenceSettings.ProviderSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything that the settings name, by the names that runs use. Opening asks nothing of anybody. */
public final class ReferenceSources implements AutoCloseable {
    private static final double QUARTER = 0.25;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9+.-]+://(\\[[^\\]]*\\]|[^/?#@:]+)");

    private final ReferenceSettings settings;
    private final Surroundings around;
    private final HttpSettings http;
    private final ObjectStores stores;
    private final List<CdsSource> dataStores = new ArrayList<>();
    private final Map<String, ReferenceData> byName = new LinkedHashMap<>();

    private ReferenceSources(ReferenceSettings settings, Surroundings around) {
        this.settings = settings;
        this.around = around;
        this.http = http(settings.http(), around.version());
        this.stores = new ObjectStores(http, Timing.real(around.clock()), around.luck(), around.transfers());
    }

    /**
     * @throws IllegalArgumentException or a {@link fairweather.failure.FailureException} with a sentence for the
     *     operator, if a setting cannot be followed
     */
    public static ReferenceSources open(ReferenceSettings settings, Surroundings around) {
        ReferenceSources sources = new ReferenceSources(settings, around);
        try {
            sources.openAll();
            return sources;
        } catch (RuntimeException unusable) {
            sources.close();
            throw unusable;
        }
    }

    private void openAll() {
        settings.directories().forEach((name, path) -> {
            DirectorySource source = DirectorySource.open(path);
            add(ReferenceData.of(name, source, source.closed(), around.cache()));
        });
        Set<String> sets = new TreeSet<>(settings.providers().keySet());
        sets.add(ReferenceSettings.BUILT_IN);
        for (String name : sets) {
            Providers providers = providers(settings.providers().get(name));
            add(ReferenceData.of(name, providers, around.cache(), around.choices()));
        }
    }

    private void add(ReferenceData data) {
        if (byName.putIfAbsent(data.name(), data) != null) {
            throw new IllegalArgumentException("two reference sources are called \"" + data.name() + "\"");
        }
    }

    public List<ReferenceData> all() {
        return List.copyOf(byName.values());
    }

    public Optional<ReferenceData> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The archives themselves of a set of providers, for whoever examines them.
     *
     * @throws IllegalArgumentException with a sentence for the operator, if a setting cannot be followed
     */
    public Optional<Archives> archives(String name) {
        boolean builtIn = name.equals(ReferenceSettings.BUILT_IN);
        return builtIn || settings.providers().containsKey(name)
                ? Optional.of(archives(settings.providers().get(name)))
                : Optional.empty();
    }

    private Archives archives(ProviderSettings set) {
        GfsSettings files = files(set);
        return new Archives(
                files,
                GfsMirrors.of(set.gfs(), this::store),
                set.truth().contains(ArcoSource.ID)
                        ? Optional.of(store(set.arco().base()))
                        : Optional.empty(),
                set.truth().contains(CdsSource.ID),
                set.truth().contains(CdsSource.ID) ? dataStore(set, files) : Optional.empty(),
                store(set.climatology().base()));
    }

    private static GfsSettings files(ProviderSettings set) {
        return GfsSettings.of(set.gfs().resolution()).withFewestLines(set.gfs().fewestLines());
    }

    /** What an operator must mend before the Climate Data Store gives anything. */
    public Optional<CdsProblem> problem() {
        return dataStores.stream()
                .map(CdsSource::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() {
        dataStores.forEach(CdsSource::close);
        stores.close();
    }

    private Providers providers(ProviderSettings set) {
        GfsSettings files = files(set);
        return new Providers(
                set.supplement().map(DirectorySource::open).orElse(null),
                new GfsSource(files, GfsMirrors.of(set.gfs(), this::store), around.clock()),
                truths(set, files),
                new Wb2Climatology(store(set.climatology().base())));
    }

    private List<ReferenceSource> truths(ProviderSettings set, GfsSettings files) {
        List<ReferenceSource> truths = new ArrayList<>();
        for (String name : set.truth()) {
            switch (name) {
                case ArcoSource.ID -> truths.add(new ArcoSource(store(set.arco().base())));
                case CdsSource.ID -> dataStore(set, files).ifPresent(truths::add);
                default -> throw new IllegalArgumentException("no provider of truth is called \"" + name + "\"");
            }
        }
        return truths;
    }

    /** Empty without a key: then it is not asked, and nobody is told each time that there is none. */
    private Optional<CdsSource> dataStore(ProviderSettings set, GfsSettings files) {
        Path keyFile = set.cds().keyFile().orElse(null);
        Optional<CdsCredentials> credentials = CdsCredentials.find(around.environment(), keyFile);
        if (credentials.isEmpty()) {
            return Optional.empty();
        }
        double degrees = 180.0 / (files.grid().rows() - 1);
        CdsSource source = new CdsSource(
                credentials,
                around.requests(),
                address -> stores.open(address.toString()),
                new CdsSettings(
                        settings.temporary().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"))),
                        degrees == QUARTER ? null : degrees,
                        http.plainHttp(),
                        http.userAgent()));
        dataStores.add(source);
        return Optional.of(source);
    }

    private ObjectStore store(String base) {
        Path headers = settings.http().headers().get(host(base));
        return stores.open(base, headers == null ? SecretHeaders.NONE : SecretHeaders.read(headers));
    }

    /** Of a bucket's address its name. Refuses nothing: whoever does repeats no address that may hold a secret. */
    private static String host(String base) {
        Matcher address = HOST.matcher(base);
        return address.lookingAt() ? address.group(1) : "";
    }

    private static HttpSettings http(Http settings, String version) {
        HttpPatience usual = HttpPatience.DEFAULT;
        return HttpSettings.DEFAULT
                .identified(version, settings.contact().orElse(""))
                .withPlainHttp(settings.allowPlain())
                .withLimits(new HostLimits(settings.parallel(), settings.pace(), settings.burst()))
                .withPatience(new HttpPatience(
                        settings.connect(),
                        settings.stall(),
                        usual.leastBytesPerSecond(),
                        settings.attempts(),
                        settings.backoff(),
                        usual.longestWait(),
                        usual.longestQuiet()));
    }
}
