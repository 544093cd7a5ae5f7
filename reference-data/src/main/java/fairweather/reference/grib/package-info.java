/**
 * GRIB2 in memory: message boundaries and grid orientation are ours, unpacking is netcdf-java's ({@code
 * Grib2RecordScanner} and its data reader). No index files are written and nothing is shared between threads.
 */
package fairweather.reference.grib;
