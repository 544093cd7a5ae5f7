/**
 * Files of named arrays with named dimensions and attributes, NetCDF and Zarr alike, read by the CF conventions: which
 * dimension is what follows from names, {@code standard_name} and {@code units} alone.
 */
package fairweather.scorecard.array;
