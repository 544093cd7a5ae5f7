package fairweather.scoring.spoilt;

import fairweather.forecast.zarr.ZarrVariable;
import java.util.ArrayList;
import java.util.List;

/** Arrays whose last two dimensions are latitude and longitude, with their rows and columns elsewhere. */
final class Rearranged {
    private static final int ITEM = Float.BYTES;

    private Rearranged() {}

    /** Only the first rows of every field. */
    static ZarrVariable firstRows(ZarrVariable array, int rows) {
        return moved(array, rows, (row, column) -> row * Weather.COLUMNS + column);
    }

    /** From south to north and from the date line on. */
    static ZarrVariable turned(ZarrVariable array) {
        int half = Weather.COLUMNS / 2;
        return moved(
                array,
                Weather.ROWS,
                (row, column) -> (Weather.ROWS - 1 - row) * Weather.COLUMNS + (column + half) % Weather.COLUMNS);
    }

    private interface Place {
        int from(int row, int column);
    }

    private static ZarrVariable moved(ZarrVariable array, int rows, Place place) {
        int fields = array.bytes().length / ITEM / Weather.POINTS;
        byte[] bytes = new byte[fields * rows * Weather.COLUMNS * ITEM];
        int to = 0;
        for (int field = 0; field < fields; field++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < Weather.COLUMNS; column++, to += ITEM) {
                    int from = (field * Weather.POINTS + place.from(row, column)) * ITEM;
                    System.arraycopy(array.bytes(), from, bytes, to, ITEM);
                }
            }
        }
        return new ZarrVariable(
                array.name(),
                array.dimensions(),
                withRows(array.shape(), rows),
                withRows(array.chunks(), rows),
                array.type(),
                bytes,
                array.attributes(),
                array.codec(),
                array.separator());
    }

    private static List<Integer> withRows(List<Integer> lengths, int rows) {
        List<Integer> changed = new ArrayList<>(lengths);
        changed.set(lengths.size() - 2, rows);
        return changed;
    }
}
