package fairweather.scorecard.card;

import fairweather.scorecard.data.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads fields and keeps the last few: a climatology that does not change is read once per level. */
final class FieldReading {
    private static final int KEPT = 4;
    private static final boolean BY_USE = true;

    private final Map<Slot, float[]> kept = new LinkedHashMap<>(8, 0.75f, BY_USE) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Slot, float[]> eldest) {
            return size() > KEPT;
        }
    };

    /** One field, or the mean of several of the same grid, in double and rounded once; NaN where any is. */
    float[] read(List<Slot> slots) {
        if (slots.size() == 1) {
            return kept.computeIfAbsent(slots.getFirst(), Slot::read);
        }
        double[] sum = new double[slots.getFirst().axes().points()];
        for (Slot slot : slots) {
            float[] values = slot.read();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / slots.size());
        }
        return mean;
    }
}
