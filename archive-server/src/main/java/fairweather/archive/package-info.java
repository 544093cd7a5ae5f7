/**
 * An archive of weather data on the loopback address: it serves real files as the providers lay them out, counts what is
 * asked for, and fails as providers do, on demand.
 */
package fairweather.archive;
