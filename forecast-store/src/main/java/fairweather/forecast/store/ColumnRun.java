package fairweather.forecast.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring columns of a chunk that are neighbours on the target grid, too.
 *
 * @param to first column of the target
 * @param from first column within the chunk
 */
record ColumnRun(int to, int from, int count) {

    /**
     * The runs of one chunk.
     *
     * @param columns for every target column the forecast's column
     * @param first the chunk's first column
     * @param length the chunk's columns
     */
    static ColumnRun[] of(int[] columns, int first, int length) {
        List<ColumnRun> runs = new ArrayList<>();
        int start = -1;
        for (int j = 0; j <= columns.length; j++) {
            boolean inside = j < columns.length && columns[j] >= first && columns[j] < first + length;
            boolean goesOn = inside && start >= 0 && columns[j] == columns[j - 1] + 1;
            if (start >= 0 && !goesOn) {
                runs.add(new ColumnRun(start, columns[start] - first, j - start));
                start = -1;
            }
            if (inside && start < 0) {
                start = j;
            }
        }
        return runs.toArray(ColumnRun[]::new);
    }
}
