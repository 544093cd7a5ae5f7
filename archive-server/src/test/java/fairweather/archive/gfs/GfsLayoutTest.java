package fairweather.archive.gfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fairweather.archive.ArchiveServer;
import fairweather.archive.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GfsLayoutTest {
    private static final String DATA = "gfs.20181016/00/gfs.t00z.pgrb2.1p00.f000";
    private static final Path ANALYSIS = Real.DEMONSTRATION.resolve("gfs/f000/gfs.t00z.pgrb2.1p00.f000.2018101600");
    private static final Instant CYCLE = Instant.parse("2025-01-02T12:00:00Z");

    private final ArchiveServer server = ArchiveServer.start();
    private final GfsLayout layout = new GfsLayout(server, "aws");

    @AfterEach
    void close() {
        server.close();
    }

    private Wire get(String key, String... headers) throws IOException {
        return Wire.ask(layout.url().resolve(key), "GET", headers);
    }

    @Test
    void a_file_lies_under_the_name_that_its_head_tells_with_its_index() throws IOException {
        GfsFile file = layout.add(ANALYSIS);

        assertThat(file.key()).isEqualTo("aws/" + DATA);
        assertThat(get(DATA).body()).isEqualTo(Files.readAllBytes(ANALYSIS));
        assertThat(get(DATA + ".idx").text()).startsWith("1:0:d=2018101600:UGRD:10 m above ground:anl:\n2:");
    }

    @Test
    void the_range_between_two_offsets_is_one_whole_message() throws IOException {
        GfsFile file = layout.add(ANALYSIS);
        long second = file.lines().getLast().offset();

        Wire first = get(DATA, "Range: bytes=0-" + (second - 1));
        Wire last = get(DATA, "Range: bytes=" + second + "-");

        assertThat(IdxWriter.lines(first.body())).extracting(IdxLine::name).containsExactly("UGRD");
        assertThat(IdxWriter.lines(last.body())).extracting(IdxLine::name).containsExactly("VGRD");
    }

    @Test
    void the_folder_of_the_atmosphere_is_there_from_march_2021_on_or_as_told() throws IOException {
        byte[] grib = Files.readAllBytes(ANALYSIS);

        assertThat(layout.addAs(CYCLE, 0, grib).key()).isEqualTo("aws/gfs.20250102/12/atmos/gfs.t12z.pgrb2.1p00.f000");
        assertThat(layout.withoutAtmos().addAs(CYCLE, 6, grib).key())
                .isEqualTo("aws/gfs.20250102/12/gfs.t12z.pgrb2.1p00.f006");
        assertThat(layout.withAtmos().resolution("0p25").add(ANALYSIS).key())
                .isEqualTo("aws/gfs.20181016/00/atmos/gfs.t00z.pgrb2.0p25.f000");
    }

    @Test
    void files_are_put_together_with_offsets_in_the_whole() throws IOException {
        Path forecast = Real.DEMONSTRATION.resolve("gfs/f003/gfs.t00z.pgrb2.1p00.f000.2018100618f3");

        GfsFile file = layout.add(forecast, ANALYSIS);

        assertThat(file.key()).endsWith("gfs.20181006/18/gfs.t18z.pgrb2.1p00.f003");
        assertThat(file.lines()).extracting(IdxLine::number).containsExactly("1", "2", "3", "4");
        assertThat(file.lines().get(2).offset()).isEqualTo(Files.size(forecast));
        assertThat(file.lines()).extracting(IdxLine::step).containsExactly("3 hour fcst", "3 hour fcst", "anl", "anl");
    }

    @Test
    void real_values_can_be_given_other_times() throws IOException {
        byte[] grib = Files.readAllBytes(ANALYSIS);

        byte[] later = Retimed.to(CYCLE, 240, grib);

        GfsFile file = layout.add(later);
        assertThat(file.key()).isEqualTo("aws/gfs.20250102/12/atmos/gfs.t12z.pgrb2.1p00.f240");
        assertThat(file.lines().getFirst().text()).isEqualTo("1:0:d=2025010212:UGRD:10 m above ground:240 hour fcst:");
        assertThat(Retimed.to(Instant.parse("2018-10-16T00:00:00Z"), 0, later)).isEqualTo(grib);
    }

    @Test
    void periods_keep_their_times() throws IOException {
        byte[] whole = Files.readAllBytes(Real.shared("gfs-2p5deg-full/gfs.grb"));

        assertThatThrownBy(() -> Retimed.to(CYCLE, 12, whole)).hasMessageContaining("is of a period");
    }

    @Test
    void an_index_and_its_data_are_spoiled_and_restored() throws IOException {
        GfsFile file = layout.add(ANALYSIS);
        String good = get(DATA + ".idx").text();

        file.dropLines(line -> line.name().equals("VGRD"));
        assertThat(get(DATA + ".idx").text().lines()).hasSize(1);
        file.dateIndex(CYCLE);
        assertThat(get(DATA + ".idx").text().lines()).allMatch(line -> line.contains(":d=2025010212:"));
        file.reverseIndex();
        assertThat(get(DATA + ".idx").text()).startsWith("2:");
        file.useIndexOf(layout.addAs(CYCLE, 3, Retimed.to(CYCLE, 3, file.grib())));
        assertThat(get(DATA + ".idx").text()).contains("d=2025010212").contains("3 hour fcst");
        file.emptyData();
        assertThat(get(DATA).announced()).isZero();
        file.dropData();
        assertThat(get(DATA).status()).isEqualTo(404);
        file.dropIndex();
        assertThat(get(DATA + ".idx").status()).isEqualTo(404);

        file.restore();
        assertThat(get(DATA + ".idx").text()).isEqualTo(good);
        assertThat(get(DATA).body()).isEqualTo(Files.readAllBytes(ANALYSIS));
    }

    @Test
    void the_demonstration_is_a_mirror_of_forty_cycles_and_one_forecast() throws IOException {
        List<GfsFile> files = DemonstrationArchive.lay(layout, Real.DEMONSTRATION);

        assertThat(files).hasSize(41);
        assertThat(files)
                .filteredOn(file -> file.key().endsWith(".f003"))
                .extracting(GfsFile::key)
                .containsExactly("aws/gfs.20181006/18/gfs.t18z.pgrb2.1p00.f003");
        assertThat(get("gfs.20181010/12/gfs.t12z.pgrb2.1p00.f000").status()).isEqualTo(200);
        assertThat(get("gfs.20181010/18/gfs.t18z.pgrb2.1p00.f000").status()).isEqualTo(404);
    }
}
