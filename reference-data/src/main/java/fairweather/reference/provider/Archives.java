package fairweather.reference.provider;

import fairweather.reference.cds.CdsSource;
import fairweather.reference.gfs.GfsMirror;
import fairweather.reference.gfs.GfsSettings;
import fairweather.reference.object.ObjectStore;
import java.util.List;
import java.util.Optional;

/**
 * Where a set of providers looks.
 *
 * @param files which of the GFS's files are read
 * @param mirrors of the GFS, in the order in which they are asked
 * @param arco empty if it is not among the providers of truth
 * @param wantsDataStore whether the Climate Data Store is among the providers of truth
 * @param dataStore empty also without a key
 */
public record Archives(
        GfsSettings files,
        List<GfsMirror> mirrors,
        Optional<ObjectStore> arco,
        boolean wantsDataStore,
        Optional<CdsSource> dataStore,
        ObjectStore climatology) {
    public Archives {
        mirrors = List.copyOf(mirrors);
    }
}
