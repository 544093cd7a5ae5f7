package fairweather.bench.data;

import fairweather.reference.ReferenceSource;
import fairweather.reference.climatology.Wb2Climatology;
import fairweather.reference.era5.ArcoSource;
import fairweather.reference.gfs.GfsMirror;
import fairweather.reference.gfs.GfsSettings;
import fairweather.reference.gfs.GfsSource;
import fairweather.reference.object.HostLimits;
import fairweather.reference.object.HttpSettings;
import fairweather.reference.object.ObjectStores;
import fairweather.reference.object.Timing;
import fairweather.reference.object.Transfers;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;

/** The sources as the service has them, but with connections of their own and without what spares a public host. */
final class Providers implements AutoCloseable {
    private static final HostLimits UNHINDERED = new HostLimits(4, 1e6, 1_000_000);

    private final ObjectStores stores = new ObjectStores(
            HttpSettings.DEFAULT.withPlainHttp(true).withLimits(UNHINDERED),
            Timing.real(InstantSource.system()),
            new SplittableRandom(1),
            Transfers.UNHEARD);
    private final String url;
    private final Facts facts;

    /** @param url where the archives are served, with a slash at its end */
    Providers(String url, Facts facts) {
        this.url = url;
        this.facts = facts;
    }

    ReferenceSource source(Subject subject) {
        return switch (subject) {
            case GFS ->
                new GfsSource(
                        GfsSettings.of(facts.full() ? "0p25" : "1p00"),
                        List.of(new GfsMirror("bench", stores.open(url + "gfs"), null)),
                        InstantSource.system());
            case ARCO, CACHED -> new ArcoSource(stores.open(url + "arco"));
            case CLIMATOLOGY -> new Wb2Climatology(stores.open(url + "wb2"));
        };
    }

    @Override
    public void close() {
        stores.close();
    }
}
