package fairweather.simulator.forecast;

/** The two variables that the fleet forecasts, m/s at 10 m above ground, by their GFS short names. */
public enum Wind {
    U("10u", "10 metre U wind component", "eastward_wind"),
    V("10v", "10 metre V wind component", "northward_wind");

    private final String variable;
    private final String longName;
    private final String standardName;

    Wind(String variable, String longName, String standardName) {
        this.variable = variable;
        this.longName = longName;
        this.standardName = standardName;
    }

    /** The name of the variable in requests and stores: {@code 10u} or {@code 10v}. */
    public String variable() {
        return variable;
    }

    public String longName() {
        return longName;
    }

    public String standardName() {
        return standardName;
    }
}
