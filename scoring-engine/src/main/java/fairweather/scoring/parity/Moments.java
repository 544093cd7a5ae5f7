package fairweather.scoring.parity;

/**
 * Two quantities over the rows so far: weight, means, and spreads about the means. Two parts join by
 * S = S₁ + S₂ + δ² w₁w₂/(w₁+w₂), where δ is the difference of their means (Chan, Golub, LeVeque 1983).
 */
final class Moments {
    private double weight;
    private double meanX;
    private double meanY;
    private double xx;
    private double yy;
    private double xy;

    /** @param rowWeight of each point of the row */
    void add(double rowWeight, RowMoments row) {
        double added = rowWeight * row.points();
        if (added == 0) {
            return;
        }
        double dx = row.meanX() - meanX;
        double dy = row.meanY() - meanY;
        double total = weight + added;
        double share = added / total;
        xx += rowWeight * row.xx() + dx * dx * weight * share;
        yy += rowWeight * row.yy() + dy * dy * weight * share;
        xy += rowWeight * row.xy() + dx * dy * weight * share;
        meanX += dx * share;
        meanY += dy * share;
        weight = total;
    }

    double weight() {
        return weight;
    }

    double meanX() {
        return meanX;
    }

    double meanY() {
        return meanY;
    }

    double xx() {
        return xx;
    }

    double yy() {
        return yy;
    }

    double xy() {
        return xy;
    }
}
