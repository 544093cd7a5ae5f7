package fairweather.forecast.signature.schnorrkel;

/** The permutation Keccak-f[1600] (FIPS 202, 3.2 to 3.4). No branch and no index depends on the state. */
final class Keccak {
    static final int LANES = 25;

    private static final int SIDE = 5;
    private static final long[] ROUNDS = {
        0x0000000000000001L, 0x0000000000008082L, 0x800000000000808AL, 0x8000000080008000L,
        0x000000000000808BL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
        0x000000000000008AL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000AL,
        0x000000008000808BL, 0x800000000000008BL, 0x8000000000008089L, 0x8000000000008003L,
        0x8000000000008002L, 0x8000000000000080L, 0x000000000000800AL, 0x800000008000000AL,
        0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L
    };

    private Keccak() {}

    /** @param lanes 25 words, the one of column x and row y at x + 5 y; changed in place */
    static void permute(long[] lanes) {
        for (long round : ROUNDS) {
            mixColumns(lanes);
            turnAndMove(lanes);
            mixRows(lanes);
            lanes[0] ^= round;
        }
    }

    /** θ: each word takes in the parity of two neighbouring columns. */
    private static void mixColumns(long[] lanes) {
        long[] parity = new long[SIDE];
        for (int i = 0; i < LANES; i++) {
            parity[i % SIDE] ^= lanes[i];
        }
        for (int i = 0; i < LANES; i++) {
            int x = i % SIDE;
            lanes[i] ^= parity[(x + 4) % SIDE] ^ Long.rotateLeft(parity[(x + 1) % SIDE], 1);
        }
    }

    /** ρ and π: along one path through all words but the first, each is turned and takes the place of the next. */
    private static void turnAndMove(long[] lanes) {
        int x = 1;
        int y = 0;
        long carried = lanes[x];
        for (int step = 1; step < LANES; step++) {
            int nextY = (2 * x + 3 * y) % SIDE;
            x = y;
            y = nextY;
            long next = lanes[x + SIDE * y];
            lanes[x + SIDE * y] = Long.rotateLeft(carried, step * (step + 1) / 2);
            carried = next;
        }
    }

    /** χ: the only step that is not linear. */
    private static void mixRows(long[] lanes) {
        long[] row = new long[SIDE];
        for (int start = 0; start < LANES; start += SIDE) {
            System.arraycopy(lanes, start, row, 0, SIDE);
            for (int x = 0; x < SIDE; x++) {
                lanes[start + x] ^= ~row[(x + 1) % SIDE] & row[(x + 2) % SIDE];
            }
        }
    }
}
