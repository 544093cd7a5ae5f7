package fairweather.reference.grib;

import fairweather.reference.CanonicalVariable;
import fairweather.unit.Units;
import java.util.Optional;

/**
 * What a GRIB1 parameter is to us: ECMWF's table 128, or the WMO's tables 1 to 3, which NCEP uses.
 *
 * @param factor from the file's unit to ours
 */
record Grib1Parameter(CanonicalVariable variable, double factor) {
    private static final int ECMWF = 98;
    private static final int ECMWF_TABLE = 128;
    private static final int LAST_WMO_TABLE = 3;

    private static final int SURFACE = 1;
    private static final int PRESSURE = 100;
    private static final int MEAN_SEA_LEVEL = 102;
    private static final int HEIGHT = 105;

    /**
     * @param levelType code table 3
     * @param levelValue metres above ground where the level type says so
     */
    static Optional<Grib1Parameter> of(int centre, int table, int number, int levelType, int levelValue) {
        if (centre == ECMWF && table == ECMWF_TABLE) {
            return ecmwf(number, levelType).map(variable -> new Grib1Parameter(variable, 1));
        }
        return table <= LAST_WMO_TABLE ? wmo(number, levelType, levelValue) : Optional.empty();
    }

    private static Optional<CanonicalVariable> ecmwf(int number, int levelType) {
        CanonicalVariable variable = switch (number) {
            case 129 -> CanonicalVariable.GEOPOTENTIAL;
            case 130 -> CanonicalVariable.TEMPERATURE;
            case 131 -> CanonicalVariable.EASTWARD_WIND;
            case 132 -> CanonicalVariable.NORTHWARD_WIND;
            case 133 -> CanonicalVariable.SPECIFIC_HUMIDITY;
            case 151 -> CanonicalVariable.SEA_LEVEL_PRESSURE;
            case 165 -> CanonicalVariable.EASTWARD_WIND_10M;
            case 166 -> CanonicalVariable.NORTHWARD_WIND_10M;
            case 167 -> CanonicalVariable.TEMPERATURE_2M;
            default -> null;
        };
        // ECMWF calls what is near the surface "surface" and names the height in the parameter.
        return Optional.ofNullable(variable)
                .filter(found -> (found.kind() == CanonicalVariable.Kind.PRESSURE) == (levelType == PRESSURE))
                .filter(found -> levelType == PRESSURE
                        || levelType == SURFACE
                        || levelType == MEAN_SEA_LEVEL
                        || levelType == HEIGHT);
    }

    private static Optional<Grib1Parameter> wmo(int number, int levelType, int levelValue) {
        return switch (levelType) {
            case PRESSURE ->
                switch (number) {
                    case 6 -> found(CanonicalVariable.GEOPOTENTIAL, 1);
                    case 7 -> found(CanonicalVariable.GEOPOTENTIAL, Units.STANDARD_GRAVITY);
                    case 11 -> found(CanonicalVariable.TEMPERATURE, 1);
                    case 33 -> found(CanonicalVariable.EASTWARD_WIND, 1);
                    case 34 -> found(CanonicalVariable.NORTHWARD_WIND, 1);
                    case 51 -> found(CanonicalVariable.SPECIFIC_HUMIDITY, 1);
                    default -> Optional.empty();
                };
            case MEAN_SEA_LEVEL -> number == 2 ? found(CanonicalVariable.SEA_LEVEL_PRESSURE, 1) : Optional.empty();
            case HEIGHT ->
                switch (100 * levelValue + number) {
                    case 211 -> found(CanonicalVariable.TEMPERATURE_2M, 1);
                    case 1033 -> found(CanonicalVariable.EASTWARD_WIND_10M, 1);
                    case 1034 -> found(CanonicalVariable.NORTHWARD_WIND_10M, 1);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static Optional<Grib1Parameter> found(CanonicalVariable variable, double factor) {
        return Optional.of(new Grib1Parameter(variable, factor));
    }
}
