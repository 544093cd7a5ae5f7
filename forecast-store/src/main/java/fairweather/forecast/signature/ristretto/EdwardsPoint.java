package fairweather.forecast.signature.ristretto;

/**
 * A point of −x² + y² = 1 + d x² y² in extended coordinates: x = X/Z, y = Y/Z, X·Y = Z·T (Hisil, Wong, Carter, Dawson
 * 2008). The formulas have no exceptions and every method takes the same steps whatever the point.
 */
record EdwardsPoint(FieldElement x, FieldElement y, FieldElement z, FieldElement t) {
    static final FieldElement D =
            FieldElement.constant("37095705934669439343138083508754565189542113879843219016388785533085940283555");
    static final EdwardsPoint IDENTITY =
            new EdwardsPoint(FieldElement.ZERO, FieldElement.ONE, FieldElement.ONE, FieldElement.ZERO);

    private static final FieldElement TWICE_D = D.plus(D);

    EdwardsPoint plus(EdwardsPoint other) {
        FieldElement a = y.minus(x).times(other.y.minus(other.x));
        FieldElement b = y.plus(x).times(other.y.plus(other.x));
        FieldElement c = t.times(TWICE_D).times(other.t);
        FieldElement d = z.times(other.z);
        d = d.plus(d);
        return ofQuotients(b.minus(a), d.plus(c), d.minus(c), b.plus(a));
    }

    EdwardsPoint doubled() {
        FieldElement a = x.squared();
        FieldElement b = y.squared();
        FieldElement zz = z.squared();
        FieldElement e = x.plus(y).squared().minus(a).minus(b);
        FieldElement g = b.minus(a);
        FieldElement f = g.minus(zz.plus(zz));
        return ofQuotients(e, g, f, a.plus(b).negated());
    }

    /** The point x = e/g, y = h/f. */
    private static EdwardsPoint ofQuotients(FieldElement e, FieldElement g, FieldElement f, FieldElement h) {
        return new EdwardsPoint(e.times(f), g.times(h), f.times(g), e.times(h));
    }

    EdwardsPoint negated() {
        return new EdwardsPoint(x.negated(), y, z, t.negated());
    }

    /** The first if the flag is 1, the second if it is 0. */
    static EdwardsPoint select(int flag, EdwardsPoint ifSet, EdwardsPoint otherwise) {
        return new EdwardsPoint(
                FieldElement.select(flag, ifSet.x, otherwise.x),
                FieldElement.select(flag, ifSet.y, otherwise.y),
                FieldElement.select(flag, ifSet.z, otherwise.z),
                FieldElement.select(flag, ifSet.t, otherwise.t));
    }
}
