/**
 * An archive of weather data on the loopback address: it serves real files as the providers lay them out, counts what is
 * asked for, and fails as providers do, on demand.
 *
 * <p>{@link fairweather.archive.ArchiveServer} is a bucket of objects by keys; the packages below lay providers' files
 * out in it.
 */
package fairweather.archive;
