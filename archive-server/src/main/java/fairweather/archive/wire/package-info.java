/**
 * HTTP/1.1 as an archive speaks it, and as it speaks it wrongly: a server of our own on plain sockets, because the JDK's
 * offers no way to drop a connection, which is one of the things archives do.
 */
package fairweather.archive.wire;
