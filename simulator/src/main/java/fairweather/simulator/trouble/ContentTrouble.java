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
    SOUTH_POLE_ROW_MISSING("720-lats", StoreShape.NO_SOUTH_POLE),
    /** Longitudes from −180 to 179 in place of 0 to 359. */
    LONGITUDES_FROM_MINUS_180("lon-180", StoreShape.FROM_MINUS_180),
    /** Latitudes from south to north. */
    LATITUDES_ASCENDING("lat-flipped", StoreShape.SOUTH_TO_NORTH),
    /** Thirteen steps in a chunk, as converters pack thirteen levels. */
    THIRTEEN_STEPS_A_CHUNK("13-level-chunks", StoreShape.THIRTEEN_STEPS),
    /** {@code 10u} is infinite everywhere. */
    INFINITE_FIELD("infinite-field", StoreShape.INFINITE),
    /** {@code 10u} is 1e13 m/s everywhere. */
    ABSURD_FIELD("absurd-field", StoreShape.ABSURD),
    /** A chunk of {@code 10u} decodes to 16 MiB. */
    ZIP_BOMB("zip-bomb-chunk", StoreShape.ZIP_BOMB),
    /** A chunk of {@code 10u} decodes to half of its values. */
    HALF_A_CHUNK("chunk-of-half-the-values", StoreShape.HALF_A_CHUNK),
    /** A chunk of {@code 10u} is an error page. */
    PAGE_FOR_CHUNK("chunk-an-html-page", StoreShape.PAGE_FOR_CHUNK),
    /** {@code 10u} is said to have two thousand million steps. */
    HUGE_SHAPE("metadata-huge-shape", StoreShape.HUGE_SHAPE);

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
