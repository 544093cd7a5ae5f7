package fairweather.scoring.diagnosis;

import java.util.Arrays;

/**
 * The points of a grid that a sample looks at: one in every square of so many rows and columns that about 3000 are left,
 * all points of a small grid. One row in each band of squares, so that few rows of a field are read; in that row a
 * column of its own for each square.
 */
final class SamplePoints {
    /** How many points are enough to tell a misread axis and a copy from what is honest. */
    static final int ENOUGH = 3000;

    private static final int NOT_SAMPLED = -1;

    private final int rows;
    private final int columns;
    private final int[] bandOfRow;
    private final int[] rowOfBand;
    private final int[] columnOfPoint;
    private final int pointsOfBand;

    private SamplePoints(int rows, int columns, int[] rowOfBand, int[] columnOfPoint) {
        this.rows = rows;
        this.columns = columns;
        this.rowOfBand = rowOfBand;
        this.columnOfPoint = columnOfPoint;
        this.pointsOfBand = columnOfPoint.length / rowOfBand.length;
        this.bandOfRow = new int[rows];
        Arrays.fill(bandOfRow, NOT_SAMPLED);
        for (int band = 0; band < rowOfBand.length; band++) {
            bandOfRow[rowOfBand[band]] = band;
        }
    }

    static SamplePoints of(int rows, int columns, Seed seed) {
        int side = Math.max(1, (int) Math.sqrt((double) rows * columns / ENOUGH));
        int bands = Math.ceilDiv(rows, side);
        int squares = Math.ceilDiv(columns, side);
        int[] rowOfBand = new int[bands];
        int[] columnOfPoint = new int[bands * squares];
        for (int band = 0; band < bands; band++) {
            rowOfBand[band] = band * side + seed.below(Math.min(side, rows - band * side), band);
            for (int square = 0; square < squares; square++) {
                int width = Math.min(side, columns - square * side);
                int point = band * squares + square;
                columnOfPoint[point] = square * side + seed.below(width, (long) bands + point);
            }
        }
        return new SamplePoints(rows, columns, rowOfBand, columnOfPoint);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int count() {
        return columnOfPoint.length;
    }

    int bands() {
        return rowOfBand.length;
    }

    int rowOfBand(int band) {
        return rowOfBand[band];
    }

    /** The band whose sample the row is, or a negative number. */
    int bandOfRow(int row) {
        return bandOfRow[row];
    }

    /** The points of a band are numbered from here, in ascending columns. */
    int firstOfBand(int band) {
        return band * pointsOfBand;
    }

    int column(int point) {
        return columnOfPoint[point];
    }
}
