package fairweather.data.inspect;

/** A file that is not what it should be. */
record Fault(String file, String why) {}
