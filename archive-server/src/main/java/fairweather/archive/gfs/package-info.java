/**
 * A mirror of the GFS: real GRIB2 files under NCEP's names, each with the index that wgrib2 would write. The files are
 * walked by code of this package and not by the reader that is tested with them, so that no error is made twice.
 */
package fairweather.archive.gfs;
