package fairweather.bench.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fairweather.reference.Grid;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the inputs are like.
 *
 * @param gfsNeeded bytes of the messages that hold the wanted fields, and of the index
 * @param arcoChunks bytes of the chunks that hold wanted fields
 * @param wb2Chunks the same of the climatology
 */
record Facts(int rows, int columns, long gfsNeeded, long arcoChunks, long wb2Chunks) {
    static Facts of(Path directory) throws IOException {
        JsonNode facts =
                new ObjectMapper().readTree(directory.resolve("facts.json").toFile());
        return new Facts(
                facts.path("rows").asInt(),
                facts.path("columns").asInt(),
                facts.path("gfs_needed").asLong(),
                facts.path("arco_chunks").asLong(),
                facts.path("wb2_chunks").asLong());
    }

    Grid grid() {
        return Grid.global(rows, columns);
    }

    /** Bytes that hold what is wanted: whole messages, whole chunks. */
    long needed(Subject subject) {
        return switch (subject) {
            case GFS -> gfsNeeded;
            case ARCO -> arcoChunks;
            case CLIMATOLOGY -> wb2Chunks;
            case CACHED -> 0;
        };
    }

    /** How often a subject is read to be measured once, peer.py repeats as often; once where the figures mean nothing. */
    int repeats(Subject subject) {
        return full() ? subject.repeats() : 1;
    }

    /** Whether this is the grid of a quarter of a degree. */
    boolean full() {
        return rows == 721;
    }

    /** Of the decoded fields. */
    double megabytes(Subject subject) {
        return (double) subject.fields() * rows * columns * Float.BYTES / 1e6;
    }
}
