package fairweather.scorecard.array;

import java.util.Map;

/** A file's arrays by name, in the file's order. */
record ArrayFile(String name, Map<String, NamedArray> arrays) {}
