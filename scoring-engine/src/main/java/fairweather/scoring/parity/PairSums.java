package fairweather.scoring.parity;

/** The moments of two quantities along a row, summed about their first values. */
final class PairSums {
    private final ColumnSum x = new ColumnSum();
    private final ColumnSum y = new ColumnSum();
    private final ColumnSum xx = new ColumnSum();
    private final ColumnSum yy = new ColumnSum();
    private final ColumnSum xy = new ColumnSum();
    private int points;
    private double firstX;
    private double firstY;

    void clear() {
        points = 0;
        x.clear();
        y.clear();
        xx.clear();
        yy.clear();
        xy.clear();
    }

    void add(int column, double valueX, double valueY) {
        if (points == 0) {
            firstX = valueX;
            firstY = valueY;
        }
        points++;
        double dx = valueX - firstX;
        double dy = valueY - firstY;
        x.add(column, dx);
        y.add(column, dy);
        xx.add(column, dx * dx);
        yy.add(column, dy * dy);
        xy.add(column, dx * dy);
    }

    RowMoments moments() {
        if (points == 0) {
            return RowMoments.NONE;
        }
        double meanX = x.total() / points;
        double meanY = y.total() / points;
        return new RowMoments(
                points,
                firstX + meanX,
                firstY + meanY,
                Math.max(0, xx.total() - meanX * x.total()),
                Math.max(0, yy.total() - meanY * y.total()),
                xy.total() - meanX * y.total());
    }
}
