package fairweather.reference.cds;

import fairweather.reference.CanonicalVariable;

/** What our variables are called in requests. */
final class CdsVariables {
    private CdsVariables() {}

    static String name(CanonicalVariable variable) {
        return switch (variable) {
            case TEMPERATURE_2M -> "2m_temperature";
            case EASTWARD_WIND_10M -> "10m_u_component_of_wind";
            case NORTHWARD_WIND_10M -> "10m_v_component_of_wind";
            case SEA_LEVEL_PRESSURE -> "mean_sea_level_pressure";
            case TEMPERATURE -> "temperature";
            case EASTWARD_WIND -> "u_component_of_wind";
            case NORTHWARD_WIND -> "v_component_of_wind";
            case SPECIFIC_HUMIDITY -> "specific_humidity";
            case GEOPOTENTIAL -> "geopotential";
        };
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static CanonicalVariable of(String name) {
        for (CanonicalVariable variable : CanonicalVariable.values()) {
            if (name(variable).equals(name)) {
                return variable;
            }
        }
        throw new IllegalArgumentException("unknown variable \"" + name + "\"");
    }
}
