package fairweather.scoring.metric;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic of a row by the machine's vectors. A vector holds all eight lanes of a sum, or half of them; then the
 * row is gone through twice. Only rows without any gap are summed so: in any other the sums come out as no number, and
 * the row is summed anew by the scalar arithmetic. This class needs {@code jdk.incubator.vector}.
 *
 * <p>Forecasts come as arrays and the others as segments, which are mapped files in a service: loads that meet both kinds
 * are a third slower.
 */
final class VectorRows implements RowArithmetic {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED.length() >= Lanes.COUNT
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_256;
    private static final VectorSpecies<Float> FLOATS =
            DOUBLES == DoubleVector.SPECIES_512 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;
    private static final int LENGTH = DOUBLES.length();
    private static final ScalarRows SCALAR = new ScalarRows();

    /** False where the machine's vectors are shorter than half of the lanes: longer ones would be objects on the heap. */
    static boolean suit() {
        return DoubleVector.SPECIES_PREFERRED.length() >= LENGTH;
    }

    @Override
    public void sum(float[] forecast, int from, Standard standard, int i, int columns, double[] results, int at) {
        Row row = Row.ofThisThread(columns);
        int end = columns / Lanes.COUNT * Lanes.COUNT;
        double[] lanes = row.lanes();
        Arrays.fill(lanes, 0);
        ScalarRows.begin(results, at);
        Place place = new Place(forecast, from, (long) i * columns, end);
        for (int lane = 0; lane < Lanes.COUNT; lane += LENGTH) {
            againstTruth(place, standard, lane, lanes, results, at);
            if (standard.hasReference()) {
                againstReference(place, standard, lane, lanes, results, at);
            }
        }
        if (end < columns) {
            row.read(standard, i);
            row.forecast(forecast, from);
            ScalarRows.sumFrom(end, row, standard, results, at);
        }
        ScalarRows.finish(lanes, results, at);
        if (!whole(results, at)) {
            SCALAR.sum(forecast, from, standard, i, columns, results, at);
        }
    }

    /**
     * Where a row lies.
     *
     * @param from index of its first value in the forecast
     * @param start index of its first value in the standard's fields
     * @param end column at which the vectors end
     */
    private record Place(float[] forecast, int from, long start, int end) {}

    private static void againstTruth(
            Place place, Standard standard, int lane, double[] lanes, double[] results, int at) {
        float[] forecast = place.forecast;
        MemorySegment truth = segment(standard.truth());
        MemorySegment climatology = segment(standard.climatology());
        int from = place.from;
        long start = place.start;
        int end = place.end;
        DoubleVector d = DoubleVector.zero(DOUBLES);
        DoubleVector dd = d;
        DoubleVector absolute = d;
        DoubleVector a = d;
        DoubleVector aa = d;
        DoubleVector ao = d;
        FloatVector least = FloatVector.broadcast(FLOATS, Float.MAX_VALUE);
        FloatVector most = least.neg();
        for (int j = lane; j < end; j += Lanes.COUNT) {
            FloatVector single = FloatVector.fromArray(FLOATS, forecast, from + j);
            DoubleVector f = wide(single);
            DoubleVector t = wide(at(truth, start + j));
            DoubleVector c = wide(at(climatology, start + j));
            DoubleVector error = f.sub(t);
            DoubleVector anomaly = f.sub(c);
            d = d.add(error);
            dd = dd.add(error.mul(error));
            absolute = absolute.add(error.abs());
            a = a.add(anomaly);
            aa = aa.add(anomaly.mul(anomaly));
            ao = ao.add(anomaly.mul(t.sub(c)));
            least = least.blend(single, single.lt(least));
            most = most.blend(single, single.compare(VectorOperators.GT, most));
        }
        d.intoArray(lanes, RowResult.D * Lanes.COUNT + lane);
        dd.intoArray(lanes, RowResult.DD * Lanes.COUNT + lane);
        absolute.intoArray(lanes, RowResult.ABS_D * Lanes.COUNT + lane);
        a.intoArray(lanes, RowResult.A * Lanes.COUNT + lane);
        aa.intoArray(lanes, RowResult.AA * Lanes.COUNT + lane);
        ao.intoArray(lanes, RowResult.AO * Lanes.COUNT + lane);
        if (end > 0) {
            double lower = least.reduceLanes(VectorOperators.MIN);
            double upper = most.reduceLanes(VectorOperators.MAX);
            results[at + RowResult.LEAST] = Math.min(results[at + RowResult.LEAST], lower);
            results[at + RowResult.MOST] = Math.max(results[at + RowResult.MOST], upper);
        }
    }

    private static void againstReference(
            Place place, Standard standard, int lane, double[] lanes, double[] results, int at) {
        float[] forecast = place.forecast;
        MemorySegment climatology = segment(standard.climatology());
        MemorySegment reference = segment(standard.reference());
        int from = place.from;
        long start = place.start;
        int end = place.end;
        Bounds bounds = standard.bounds();
        DoubleVector ae = DoubleVector.zero(DOUBLES);
        DoubleVector gg = ae;
        int equal = 0;
        int outside = 0;
        double lower = bounds == null ? -Double.MAX_VALUE : bounds.least();
        double upper = bounds == null ? Double.MAX_VALUE : bounds.most();
        for (int j = lane; j < end; j += Lanes.COUNT) {
            DoubleVector f = wide(FloatVector.fromArray(FLOATS, forecast, from + j));
            DoubleVector c = wide(at(climatology, start + j));
            DoubleVector r = wide(at(reference, start + j));
            DoubleVector difference = f.sub(r);
            ae = ae.add(f.sub(c).mul(r.sub(c)));
            gg = gg.add(difference.mul(difference));
            equal += f.eq(r).trueCount();
            outside += f.lt(lower).or(f.compare(VectorOperators.GT, upper)).trueCount();
        }
        ae.intoArray(lanes, RowResult.AE * Lanes.COUNT + lane);
        gg.intoArray(lanes, RowResult.GG * Lanes.COUNT + lane);
        results[at + RowResult.EQUAL] += equal;
        results[at + RowResult.OUTSIDE] += outside;
    }

    private static MemorySegment segment(Rows rows) {
        return ((SingleRows) rows).values();
    }

    private static FloatVector at(MemorySegment values, long index) {
        return FloatVector.fromMemorySegment(FLOATS, values, index * Float.BYTES, ByteOrder.nativeOrder());
    }

    private static DoubleVector wide(FloatVector single) {
        return (DoubleVector) single.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /** A gap, or a hole in the truth, leaves no sum that it takes part in finite. */
    private static boolean whole(double[] results, int at) {
        for (int sum = 0; sum < RowResult.SUMS_WITH_REFERENCE; sum++) {
            if (!Double.isFinite(results[at + sum])) {
                return false;
            }
        }
        return results[at + RowResult.GAPS] == 0;
    }
}
