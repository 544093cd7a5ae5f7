package fairweather.archive.gfs;

import fairweather.archive.ArchiveServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Lays GRIB2 files out as a GFS mirror does, each with an index beside it. */
public final class GfsLayout {
    /** From this day on the atmosphere has a folder of its own. */
    private static final LocalDate ATMOS_SINCE = LocalDate.of(2021, 3, 23);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH").withZone(ZoneOffset.UTC);

    private enum Folder {
        BY_DATE,
        ATMOS,
        NONE
    }

    private final ArchiveServer server;
    private final String prefix;
    private final Folder folder;
    private final String resolution;

    /** @param prefix of the mirror's keys; files lie where they lay on their day, under the resolution of their grid */
    public GfsLayout(ArchiveServer server, String prefix) {
        this(server, prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/", Folder.BY_DATE, null);
    }

    private GfsLayout(ArchiveServer server, String prefix, Folder folder, String resolution) {
        this.server = server;
        this.prefix = prefix;
        this.folder = folder;
        this.resolution = resolution;
    }

    public GfsLayout withAtmos() {
        return new GfsLayout(server, prefix, Folder.ATMOS, resolution);
    }

    public GfsLayout withoutAtmos() {
        return new GfsLayout(server, prefix, Folder.NONE, resolution);
    }

    /** @param word such as {@code 0p25}, whatever the grid */
    public GfsLayout resolution(String word) {
        return new GfsLayout(server, prefix, folder, word);
    }

    /** The mirror's base, with a slash at its end. */
    public URI url() {
        return server.url(prefix);
    }

    /** Puts one file together from whole GRIB2 files, by the cycle and step that the first message's head tells. */
    public GfsFile add(Path... gribs) {
        return add(concatenated(gribs));
    }

    public GfsFile add(byte[] grib) {
        GribEntry first = GribWalk.entries(grib).getFirst();
        return addAs(first.reference(), (int) Step.of(first.product()).to(), grib);
    }

    /** Under a cycle and a step of one's own choice, which may be wrong. */
    public GfsFile addAs(Instant cycle, int step, byte[] grib) {
        String key = key(
                cycle,
                step,
                resolution == null ? GfsGrid.word(GribWalk.entries(grib).getFirst()) : resolution);
        GfsFile file = new GfsFile(server, key, grib, IdxWriter.lines(grib));
        file.restore();
        return file;
    }

    private String key(Instant cycle, int step, String word) {
        String hour = HOUR.format(cycle);
        return prefix + "gfs." + DAY.format(cycle) + "/" + hour + "/" + (atmos(cycle) ? "atmos/" : "") + "gfs.t" + hour
                + "z.pgrb2." + word + ".f" + String.format("%03d", step);
    }

    private boolean atmos(Instant cycle) {
        return switch (folder) {
            case BY_DATE -> !LocalDate.ofInstant(cycle, ZoneOffset.UTC).isBefore(ATMOS_SINCE);
            case ATMOS -> true;
            case NONE -> false;
        };
    }

    private static byte[] concatenated(Path... gribs) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (Path grib : List.of(gribs)) {
                Files.copy(grib, all);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all.toByteArray();
    }
}
