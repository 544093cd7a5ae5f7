package fairweather.simulator.trouble;

import fairweather.simulator.store.StoreShape;

/** Trouble in the forecast itself: honestly signed, wrongly filled or unusually laid out. */
public enum ContentTrouble implements Trouble {
    /** 20 rows of {@code 10u} are NaN in every step. */
    NAN_STRIPE("nan-stripe", StoreShape.NAN_STRIPE),
    /** {@code 10u} is NaN everywhere. */
    NAN_FIELD("nan-field", StoreShape.NAN_FIELD),
    /** Both variables in knots, and {@code units} says so. */
    WRONG_UNITS("units-wrong", StoreShape.KNOTS),
    /** 180 rows: the south pole is left out. */
    SOUTH_POLE_ROW_MISSING("south-pole-row-missing", StoreShape.NO_SOUTH_POLE),
    /** Longitudes from −180 to 179 in place of 0 to 359. */
    LONGITUDES_FROM_MINUS_180("lon-180", StoreShape.FROM_MINUS_180),
    /** Latitudes from south to north. */
    LATITUDES_ASCENDING("lat-flipped", StoreShape.SOUTH_TO_NORTH);

    private final String knob;
    private final StoreShape shape;

    ContentTrouble(String knob, StoreShape shape) {
        this.knob = knob;
        this.shape = shape;
    }

    @Override
    public String knob() {
        return knob;
    }

    @Override
    public StoreShape shape() {
        return shape;
    }
}
