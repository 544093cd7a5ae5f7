package fairweather.archive.gfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdxWriterTest {
    private static final Pattern GRAMMAR =
            Pattern.compile("\\d+(\\.\\d)?:\\d+:d=\\d{10}:[^:]+:[^:]+:(anl|\\d+(-\\d+)? (hour|day) (\\w{3} )?fcst):");

    @Test
    void the_winds_of_an_analysis_are_listed_as_wgrib2_lists_them() throws IOException {
        byte[] grib = Real.demonstration("f000/gfs.t00z.pgrb2.1p00.f000.2018101600");

        List<IdxLine> lines = IdxWriter.lines(grib);

        assertThat(lines)
                .extracting(IdxLine::text)
                .satisfiesExactly(
                        u -> assertThat(u).isEqualTo("1:0:d=2018101600:UGRD:10 m above ground:anl:"),
                        v -> assertThat(v).matches("2:7\\d{4}:d=2018101600:VGRD:10 m above ground:anl:"));
        int second = Math.toIntExact(lines.getLast().offset());
        assertThat(new String(grib, second, 4, StandardCharsets.US_ASCII)).isEqualTo("GRIB");
    }

    @Test
    void the_one_file_with_its_own_real_index_gets_the_very_same_bytes() throws IOException {
        Path grib = Real.shared("gfs-idx/gfswave.t18z.atlocn.0p16.f001.grib2");

        byte[] written = IdxWriter.file(IdxWriter.lines(Files.readAllBytes(grib)));

        assertThat(written).asString().isEqualTo(Files.readString(Path.of(grib + ".idx")));
    }

    @Test
    void a_whole_file_has_parts_of_messages_with_the_same_offset() throws IOException {
        List<IdxLine> lines = IdxWriter.lines(Files.readAllBytes(Real.shared("gfs-2p5deg-full/gfs.grb")));

        assertThat(lines).hasSize(344);
        List<IdxLine> parts =
                lines.stream().filter(line -> line.number().contains(".")).toList();
        assertThat(parts).hasSize(72);
        assertThat(lines).extracting(IdxLine::offset).isSorted();
        assertThat(lines.stream().map(IdxLine::offset).distinct()).hasSize(308);
    }

    @Test
    void what_is_scored_is_found_exactly_once_in_a_whole_file() throws IOException {
        List<IdxLine> lines = IdxWriter.lines(Files.readAllBytes(Real.shared("gfs-2p5deg-full/gfs.grb")));

        Stream.of(
                        "TMP:2 m above ground",
                        "UGRD:10 m above ground",
                        "VGRD:10 m above ground",
                        "PRMSL:mean sea level",
                        "HGT:500 mb",
                        "TMP:850 mb",
                        "UGRD:250 mb",
                        "VGRD:1000 mb",
                        "SPFH:2 m above ground")
                .forEach(selector -> assertThat(lines)
                        .as(selector)
                        .filteredOn(line -> line.text().contains(":" + selector + ":72 hour fcst:"))
                        .hasSize(1));
        assertThat(lines).anyMatch(line -> line.text().contains(":APCP:surface:66-72 hour acc fcst:"));
    }

    @Test
    void lines_and_levels_follow_the_grammar_of_real_indexes() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String real : List.of(
                "20221014.gfs.t06z.pgrb2.0p25.f021.idx",
                "20231104.gfs.t00z.pgrb2.0p25.f000.idx",
                "rap.t00z.awp130pgrbf00.grib2.idx",
                "hrrr.t00z.wrfsfcf00.grib2.idx")) {
            List<String> lines = Files.readAllLines(Real.shared("gfs-idx/" + real));
            assertThat(lines).filteredOn(GRAMMAR.asMatchPredicate().negate()).isEmpty();
            known.addAll(levels(lines));
        }
        for (String file : List.of("gfs.grb", "gfs.t12z.pgrbf120.2p5deg.grib2")) {
            List<IdxLine> lines = IdxWriter.lines(Files.readAllBytes(Real.shared("gfs-2p5deg-full/" + file)));
            List<String> texts = lines.stream().map(IdxLine::text).toList();
            assertThat(texts)
                    .filteredOn(GRAMMAR.asMatchPredicate().negate())
                    .as("the extremes of 2011 do not tell which extreme they are")
                    .allMatch(line -> line.matches(".*:TM(AX|IN):2 m above ground:\\d+-\\d+ hour stat=255 fcst:"));
            assertThat(levels(texts)).isSubsetOf(known);
        }
    }

    @Test
    void what_is_no_whole_file_is_refused() throws IOException {
        byte[] grib = Real.demonstration("f000/gfs.t00z.pgrb2.1p00.f000.2018101600");

        assertThatThrownBy(() -> IdxWriter.lines(Arrays.copyOf(grib, grib.length - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than the file");
        assertThatThrownBy(() -> IdxWriter.lines("<html>this is no weather at all</html>".getBytes()))
                .hasMessageContaining("does not begin");
    }

    /** Numbers stand for themselves only in what they are numbers of. */
    private static Set<String> levels(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(":")[4].replaceAll("-?\\d+(\\.\\d+)?(e-\\d+)?", "#"))
                .collect(Collectors.toSet());
    }
}
