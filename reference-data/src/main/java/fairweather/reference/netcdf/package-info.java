/** NetCDF in memory, by netcdf-java. */
package fairweather.reference.netcdf;
