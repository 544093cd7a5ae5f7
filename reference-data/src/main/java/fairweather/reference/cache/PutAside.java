package fairweather.reference.cache;

/** A file that must not be believed, and the reason; empty if that was lost. */
public record PutAside(String file, String why) {}
