package fairweather.archive.gfs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the index of a GRIB2 file as wgrib2 does. */
public final class IdxWriter {
    private IdxWriter() {}

    /** Throws IllegalArgumentException for what is no whole GRIB2 file. */
    public static List<IdxLine> lines(byte[] grib) {
        return GribWalk.entries(grib).stream().map(IdxWriter::line).toList();
    }

    public static byte[] file(List<IdxLine> lines) {
        return lines.stream()
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static IdxLine line(GribEntry entry) {
        return new IdxLine(
                entry.part() == 0 ? "" + entry.number() : entry.number() + "." + entry.part(),
                entry.offset(),
                entry.reference(),
                ParameterNames.of(entry),
                LevelText.of(entry.product()),
                Step.of(entry.product()).text());
    }
}
