package fairweather.scorecard.location;

import fairweather.failure.Code;
import fairweather.failure.FailureException;
import fairweather.forecast.key.Caps;
import fairweather.forecast.key.ObjectKey;
import fairweather.forecast.zarr.DirectoryReader;
import fairweather.forecast.zarr.ObjectReader;
import fairweather.forecast.zarr.ZarrMetadata;
import fairweather.scorecard.Unusable;
import fairweather.scorecard.array.NetcdfDataset;
import fairweather.scorecard.array.ZarrDataset;
import fairweather.scorecard.data.Dataset;
import fairweather.scorecard.data.Names;
import fairweather.scorecard.grib.GribDataset;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Opens what a researcher names: a file, a directory of files, a Zarr store, or an address of a file or a store. */
public final class Location {
    private static final Pattern WEB = Pattern.compile("(?i)https?://.+");
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]+://.*");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?i)[^?#]*\\.(nc|nc4|cdf|netcdf|grib|grib1|grib2|grb|grb1|grb2)([?#].*)?");
    private static final long RECENT_BYTES = 128L << 20;
    private static final int HEAD = 4096;

    private final Scratch scratch;
    private final Names names;
    private final Caps caps = researchers();

    public Location(Scratch scratch, Names names) {
        this.scratch = scratch;
        this.names = names;
    }

    /** A miner's caps, with more dimensions and longer axes. */
    private static Caps researchers() {
        Caps miner = Caps.DEFAULT;
        return new Caps(
                miner.jsonAnswer(),
                miner.jsonDepth(),
                miner.errorBody(),
                miner.manifest(),
                miner.manifestEntries(),
                miner.manifestDepth(),
                64 << 20,
                miner.metadataObject(),
                512 << 20,
                512 << 20,
                Long.MAX_VALUE,
                8,
                10_000_000,
                100_000_000);
    }

    /** @throws Unusable if there is nothing that can be read; the sentence begins with the text that was given */
    public Dataset open(String text) {
        try {
            if (WEB.matcher(text).matches()) {
                return web(text);
            }
            Path path = path(text);
            if (!Files.exists(path)) {
                throw new Unusable(text + ": there is no such file or directory");
            }
            return Files.isDirectory(path) ? directory(text, path) : file(text, path);
        } catch (FailureException failure) {
            throw new Unusable(text + ": " + Unusable.sentence(failure), failure);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new Unusable(text + ": it cannot be read", unreadable);
        }
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new Unusable("an empty text names no file and no address");
        }
        if (!ADDRESS.matcher(text).matches()) {
            return Path.of(text);
        }
        if (!text.startsWith("file:///")) {
            throw new Unusable(text + ": of addresses, only those of http, https and file:/// are read");
        }
        return Path.of(URI.create(text));
    }

    private Dataset web(String address) throws IOException {
        String root = address.replaceAll("/+$", "");
        if (!FILE_NAME.matcher(root).matches()) {
            ObjectReader objects = new RecentObjects(new WebObjects(root), RECENT_BYTES);
            byte[] metadata = null;
            try {
                metadata = objects.get(ObjectKey.CONSOLIDATED_METADATA, caps.consolidatedMetadata());
            } catch (FailureException absent) {
                if (absent.code() != Code.INTEGRITY_CHUNK_MISSING) {
                    throw absent;
                }
                if (root.endsWith(".zarr") || !root.equals(address)) {
                    throw new Unusable(
                            address + ": there is no .zmetadata, and over HTTP only stores with consolidated metadata"
                                    + " can be read",
                            absent);
                }
            }
            if (metadata != null) {
                return ZarrDataset.open(address, ZarrMetadata.parse(metadata, caps), objects, caps, names);
            }
        }
        Path file = scratch.file();
        WebObjects.download(address, file);
        return file(address, file);
    }

    private Dataset directory(String text, Path directory) throws IOException {
        if (StoreFolder.is(directory)) {
            return store(text, directory);
        }
        List<Dataset> parts = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.sorted().toList()) {
                String name = text.replaceAll("/+$", "") + "/" + entry.getFileName();
                if (Files.isDirectory(entry)) {
                    if (StoreFolder.is(entry)) {
                        parts.add(within(name, () -> store(name, entry)));
                    }
                } else if (Format.of(head(entry)) == Format.UNKNOWN) {
                    passedOver.add(entry.getFileName().toString());
                } else {
                    parts.add(within(name, () -> file(name, entry)));
                }
            }
        }
        if (parts.isEmpty()) {
            throw new Unusable(text + ": the directory is no Zarr store and holds no NetCDF or GRIB file"
                    + (passedOver.isEmpty()
                            ? ""
                            : ", only "
                                    + String.join(
                                            ", ", passedOver.stream().limit(3).toList())));
        }
        return Dataset.of(text, parts);
    }

    private interface Opening {
        Dataset open() throws IOException;
    }

    /** A failure within a directory names the file. */
    private static Dataset within(String name, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (FailureException failure) {
            throw new Unusable(name + ": " + Unusable.sentence(failure), failure);
        }
    }

    private Dataset store(String name, Path directory) {
        ObjectReader objects = new RecentObjects(new DirectoryReader(directory), RECENT_BYTES);
        return ZarrDataset.open(name, StoreFolder.metadata(directory, caps), objects, caps, names);
    }

    private Dataset file(String name, Path file) throws IOException {
        byte[] head = head(file);
        return switch (Format.of(head)) {
            case NETCDF -> NetcdfDataset.open(name, file, names);
            case GRIB -> GribDataset.open(name, file);
            case UNKNOWN -> throw new Unusable(name + ": " + Format.whatItIs(head));
        };
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(HEAD);
        }
    }
}
