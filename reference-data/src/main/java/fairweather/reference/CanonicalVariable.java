package fairweather.reference;

import fairweather.unit.Units;
import java.util.Optional;

/** The variables we score: our names, their SI units and what they are called in the files. */
public enum CanonicalVariable {
    TEMPERATURE_2M("2t", "K", Kind.HEIGHT, 2, 0, 0, "t2m", "2m_temperature"),
    EASTWARD_WIND_10M("10u", "m s-1", Kind.HEIGHT, 10, 2, 2, "u10", "10m_u_component_of_wind"),
    NORTHWARD_WIND_10M("10v", "m s-1", Kind.HEIGHT, 10, 2, 3, "v10", "10m_v_component_of_wind"),
    SEA_LEVEL_PRESSURE("msl", "Pa", Kind.MEAN_SEA_LEVEL, 0, 3, 1, "msl", "mean_sea_level_pressure"),
    TEMPERATURE("t", "K", Kind.PRESSURE, 0, 0, 0, "t", "temperature"),
    EASTWARD_WIND("u", "m s-1", Kind.PRESSURE, 0, 2, 2, "u", "u_component_of_wind"),
    NORTHWARD_WIND("v", "m s-1", Kind.PRESSURE, 0, 2, 3, "v", "v_component_of_wind"),
    SPECIFIC_HUMIDITY("q", "kg kg-1", Kind.PRESSURE, 0, 1, 0, "q", "specific_humidity"),
    GEOPOTENTIAL("z", "m2 s-2", Kind.PRESSURE, 0, 3, 4, "z", "geopotential");

    /** On what kind of surface a variable lives; the number is GRIB2's type of first fixed surface (table 4.5). */
    public enum Kind {
        PRESSURE(100),
        MEAN_SEA_LEVEL(101),
        HEIGHT(103);

        private final int surfaceType;

        Kind(int surfaceType) {
            this.surfaceType = surfaceType;
        }

        public int surfaceType() {
            return surfaceType;
        }
    }

    private static final int GEOPOTENTIAL_HEIGHT = 5;
    private static final int PRESSURE = 0;

    private final String key;
    private final String unit;
    private final Kind kind;
    private final int height;
    private final int category;
    private final int parameter;
    private final String netcdfName;
    private final String era5Name;

    CanonicalVariable(
            String key,
            String unit,
            Kind kind,
            int height,
            int category,
            int parameter,
            String netcdfName,
            String era5Name) {
        this.key = key;
        this.unit = unit;
        this.kind = kind;
        this.height = height;
        this.category = category;
        this.parameter = parameter;
        this.netcdfName = netcdfName;
        this.era5Name = era5Name;
    }

    /** Our name, for example {@code 10u}. */
    public String key() {
        return key;
    }

    public String unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }

    /** The short name in ERA5's NetCDF files, for example {@code u10}. */
    public String netcdfName() {
        return netcdfName;
    }

    /** The long name in ERA5's archives, for example {@code 10m_u_component_of_wind}. */
    public String era5Name() {
        return era5Name;
    }

    /** True for a variable that exists once and not on levels. */
    public boolean surface() {
        return kind != Kind.PRESSURE;
    }

    /** The variable of a field; empty if it is none of ours, or has a level where there are none, or none where it needs one. */
    public static Optional<CanonicalVariable> of(FieldKey key) {
        return of(key.variable()).filter(variable -> variable.surface() == (key.level() == null));
    }

    public static Optional<CanonicalVariable> of(String key) {
        for (CanonicalVariable variable : values()) {
            if (variable.key.equals(key)) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    /** The variable that a GRIB2 header of the meteorological discipline (0) describes, if it is one of ours. */
    public static Optional<CanonicalVariable> ofGrib2(
            int category, int parameter, int surfaceType, double surfaceValue) {
        for (CanonicalVariable variable : values()) {
            boolean height = variable == GEOPOTENTIAL && parameter == GEOPOTENTIAL_HEIGHT;
            // ECMWF says pressure and that the surface is the mean sea.
            boolean pressure = variable == SEA_LEVEL_PRESSURE && parameter == PRESSURE;
            if (variable.category == category
                    && (variable.parameter == parameter || height || pressure)
                    && variable.kind.surfaceType() == surfaceType
                    && (variable.kind != Kind.HEIGHT || surfaceValue == variable.height)) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    /** What a GRIB2 value is multiplied by to arrive at our unit: geopotential height becomes geopotential. */
    public double grib2Factor(int gribParameter) {
        return this == GEOPOTENTIAL && gribParameter == GEOPOTENTIAL_HEIGHT ? Units.STANDARD_GRAVITY : 1;
    }
}
