package fairweather.reference.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where analyses, truth and climatology come from. A run names a directory or a set of providers; the set {@value
 * #BUILT_IN} is always there and needs no setting.
 */
@ConfigMapping(prefix = "fairweather.reference")
public interface ReferenceSettings {
    /** The set of providers that works with no preparation. */
    String BUILT_IN = "providers";

    /** Directories with an {@code index.json}, by the name that runs use for them. */
    Map<String, Path> directories();

    /** Sets of providers by the name that runs use for them; whatever is not set is as in the built-in one. */
    @WithDefaults
    Map<String, ProviderSettings> providers();

    /** A directory of a local disk for what is being read and is too large for memory; the system's if not set. */
    Optional<Path> temporary();

    Http http();

    Cache cache();

    /** One set of providers. Every base is an address of scheme file, https, s3 or gs. */
    interface ProviderSettings {
        /** A directory with an {@code index.json} that is asked before any provider. */
        Optional<Path> supplement();

        /** Providers of truth in the order in which they are asked; cds is left out without its key. */
        @WithDefault("arco,cds")
        List<String> truth();

        Gfs gfs();

        Arco arco();

        Cds cds();

        Climatology climatology();
    }

    /** The forecasts and analyses of NCEP. */
    interface Gfs {
        /** Mirrors in the order in which they are asked. */
        @WithDefault("aws,gcs,nomads,azure")
        List<String> mirrors();

        /** Base addresses by a mirror's name, beside or instead of the four that are known. */
        Map<String, String> bases();

        /** As it stands in the files' names; every field must lie on the grid that it names. */
        @WithDefault("0p25")
        String resolution();

        /** Lines of an index; a shorter one is still being written. */
        @WithDefault("10")
        int fewestLines();
    }

    /** ERA5 as a Zarr store. */
    interface Arco {
        @WithDefault("gs://gcp-public-data-arco-era5/ar/full_37-1h-0p25deg-chunk-1.zarr-v3")
        String base();
    }

    /** ERA5 by jobs of the Climate Data Store. */
    interface Cds {
        /**
         * A file as the store's own client has it, readable by its owner only: {@code key: …}, and {@code url: …} for
         * another address than the public one. The environment's {@code CDSAPI_KEY} goes before it.
         */
        Optional<Path> keyFile();
    }

    /** The climatology of WeatherBench 2. */
    interface Climatology {
        @WithDefault("gs://weatherbench2/datasets/era5-hourly-climatology/1990-2019_6h_1440x721.zarr")
        String base();
    }

    /** How archives are spoken to. */
    interface Http {
        /** Requests at once to one host. */
        @WithDefault("4")
        int parallel();

        /** Requests to one host in a second, on average; NOMADS is asked at most as often as it allows. */
        @WithDefault("20")
        double pace();

        /** Requests to one host at once after a time of silence. */
        @WithDefault("40")
        int burst();

        @WithDefault("10s")
        Duration connect();

        /** The longest time without a byte. */
        @WithDefault("30s")
        Duration stall();

        /** How often a request is made at most, the first time included. */
        @WithDefault("5")
        int attempts();

        /** Before a request is made again; doubled each time. */
        @WithDefault("1s")
        Duration backoff();

        /** An address that the archives' operators can write to; it stands in the User-Agent. */
        Optional<String> contact();

        /** Files with headers that are sent to a host, one {@code Name: value} a line, by the name of the host or bucket. */
        Map<String, Path> headers();

        /** Whether an address may be http. */
        @WithDefault("false")
        boolean allowPlain();
    }

    /** What the field cache keeps beyond what open runs need; its directory is {@code fairweather.field-cache.directory}. */
    interface Cache {
        /** GiB of all fields; beyond that the ones that were used longest ago go first. */
        @WithDefault("60")
        long maxGib();

        /** GiB of the climatology that are kept though no open run needs them; what Day 1 needed goes when all are past it. */
        @WithDefault("0")
        long climatologyGib();

        /** Days from the last use of an analysis or a forecast to its removal. */
        @WithDefault("7")
        int gfsDays();

        /** Days from the last use of a truth to its removal. */
        @WithDefault("30")
        int era5Days();

        /** How often a scoring service looks for what may go. */
        @WithDefault("1h")
        Duration sweep();
    }
}
