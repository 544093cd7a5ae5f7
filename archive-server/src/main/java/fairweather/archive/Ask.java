package fairweather.archive;

/**
 * One request that was made.
 *
 * @param key the path without its first slash and without the query
 * @param range the header as sent, null if it was not
 * @param status of the answer; 0 if the connection was dropped instead
 * @param bytesSent of the body, handed to the connection so far; who breaks off may have seen fewer
 */
public record Ask(String method, String key, String range, int status, long bytesSent) {}
