package fairweather.forecast.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The way with vectors; see {@link fairweather.vector.VectorSupport} for when it may be loaded. */
record VectorInterleave() implements Interleave {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Where masks are made from bits in a few instructions; with 128 bits they are made one bit after the other. */
    private static final boolean WIDE = ByteVector.SPECIES_PREFERRED.vectorBitSize() >= 256;

    private static final ScalarInterleave SCALAR = new ScalarInterleave();
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    /** As many bytes as {@link #INTS} has lanes; there is no vector of fewer than eight. */
    private static final VectorSpecies<Byte> QUARTER =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / 4)));

    @Override
    public void bytes(byte[] planes, int from, int distance, byte[] output, int at, int items, int itemSize) {
        int done = 0;
        if (itemSize == Integer.BYTES && QUARTER.length() == INTS.length()) {
            done = INTS.loopBound(items);
            ints(planes, from, distance, output, at, done);
        }
        SCALAR.bytes(planes, from + done, distance, output, at + done * itemSize, items - done, itemSize);
    }

    private static void ints(byte[] planes, int from, int distance, byte[] output, int at, int items) {
        for (int i = 0; i < items; i += INTS.length()) {
            int p = from + i;
            wide(planes, p)
                    .or(wide(planes, p + distance).lanewise(VectorOperators.LSHL, 8))
                    .or(wide(planes, p + 2 * distance).lanewise(VectorOperators.LSHL, 16))
                    .or(wide(planes, p + 3 * distance).lanewise(VectorOperators.LSHL, 24))
                    .reinterpretAsBytes()
                    .intoArray(output, at + i * Integer.BYTES);
        }
    }

    private static IntVector wide(byte[] planes, int at) {
        return (IntVector)
                ByteVector.fromArray(QUARTER, planes, at).convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    /** A row of bits is a mask: it says to which bytes its bit is added. */
    @Override
    public void bits(byte[] rows, int from, int distance, byte[] plane, int at, int items) {
        if (!WIDE) {
            SCALAR.bits(rows, from, distance, plane, at, items);
            return;
        }
        for (int i = 0; i < items; i += TOGETHER) {
            for (int part = 0; part < TOGETHER; part += BYTES.length()) {
                ByteVector bytes = ByteVector.zero(BYTES);
                for (int k = 0; k < 8; k++) {
                    long row = (long) LONGS.get(rows, from + k * distance + i / 8);
                    bytes = bytes.add((byte) (1 << k), VectorMask.fromLong(BYTES, row >>> part));
                }
                bytes.intoArray(plane, at + i + part);
            }
        }
    }
}
