/**
 * Zarr v2 stores as a bucket: a directory that another program wrote, served as it is, and over single objects of it what
 * goes wrong with such stores. Nothing is decoded here.
 */
package fairweather.archive.zarr;
