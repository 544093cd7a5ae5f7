package fairweather.deploy.endtoend;

import fairweather.reference.grib.GribFile;
import fairweather.reference.netcdf.ClimatologyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The demonstration's winds as the files have them: 181 × 360 values, 90…-90 and 0…359, m/s. */
final class Winds {
    static final Instant START = Instant.parse("2018-10-06T18:00:00Z");
    private static final DateTimeFormatter CYCLE =
            DateTimeFormatter.ofPattern("yyyyMMddHH").withZone(ZoneOffset.UTC);

    private final Path data;
    private final Map<String, float[]> analyses = new HashMap<>();
    private final Map<String, float[]> means = new HashMap<>();
    private final ClimatologyFile navy;

    Winds(Path data) {
        this.data = data;
        this.navy = ClimatologyFile.read("navy", bytes(data.resolve("climatology/navy-october-1deg.nc")));
        for (String variable : List.of("10u", "10v")) {
            means.put(variable, mean(variable));
        }
    }

    float[] analysis(String variable, Instant cycle) {
        return analyses.computeIfAbsent(variable + cycle, key -> {
            Path file = data.resolve("gfs/f000/gfs.t00z.pgrb2.1p00.f000." + CYCLE.format(cycle));
            return GribFile.read(file.toString(), bytes(file))
                    .field(variable, null, cycle, 0)
                    .values();
        });
    }

    float[] truth(String variable, int leadHours) {
        return analysis(variable, START.plus(Duration.ofHours(leadHours)));
    }

    /** The 3 h forecast of the start's cycle. */
    float[] forecast(String variable) {
        Path file = data.resolve("gfs/f003/gfs.t00z.pgrb2.1p00.f000." + CYCLE.format(START) + "f3");
        return GribFile.read(file.toString(), bytes(file))
                .field(variable, null, START, 3)
                .values();
    }

    float[] climatology(String variable) {
        return navy.field(variable, START).values();
    }

    /** The mean of all analyses of the archive. */
    float[] mean(String variable) {
        return means.computeIfAbsent(variable, key -> {
            List<Instant> cycles = cycles();
            double[] sum = new double[181 * 360];
            for (Instant cycle : cycles) {
                float[] field = analysis(variable, cycle);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += field[i];
                }
            }
            float[] mean = new float[sum.length];
            for (int i = 0; i < sum.length; i++) {
                mean[i] = (float) (sum[i] / cycles.size());
            }
            return mean;
        });
    }

    private List<Instant> cycles() {
        List<Instant> cycles = new ArrayList<>();
        try (Stream<Path> files = Files.list(data.resolve("gfs/f000"))) {
            files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(name.length() - 10))
                    .sorted()
                    .forEach(stamp -> cycles.add(Instant.parse(stamp.substring(0, 4) + "-" + stamp.substring(4, 6) + "-"
                            + stamp.substring(6, 8) + "T" + stamp.substring(8) + ":00:00Z")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return cycles;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
