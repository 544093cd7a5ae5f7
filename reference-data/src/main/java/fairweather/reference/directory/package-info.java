/**
 * A directory of reference data described by its {@code index.json}.
 *
 * <pre>{@code
 * {"format": "fairweather-reference-directory/1",
 *  "name": "gfs-winds-october-2018",          letters, digits, dashes: the source's id
 *  "description": "...",
 *  "closed": true,                            true: what is not here will never come
 *  "substitutions": [
 *    {"wanted":   {"product": "era5", "from": "...", "to": "..."},         any of reference_time, lead_hours, from, to
 *     "stand_in": {"product": "gfs_analysis"},                             a forecast has reference_time, lead_hours
 *     "reason":   "..."}],
 *  "files": [
 *    {"file": "gfs/f000/...", "sha256": "...", "product": "gfs_analysis", "format": "grib",
 *     "reference_time": "...", "lead_hours": 0, "valid_time": "...",
 *     "fields": [{"variable": "10u", "level": null}]},
 *    {"file": "climatology/...", "sha256": "...", "product": "monthly_climatology", "format": "netcdf",
 *     "months": [10], "fields": [{"variable": "10u", "level": null}]},
 *    {"file": "fields/era5-t-500hPa-....field", "sha256": "...", "product": "era5", "format": "field",
 *     "reference_time": null, "lead_hours": null,                          of a forecast only
 *     "valid_time": "...", "fields": [{"variable": "t", "level": 500}],    one
 *     "provenance": {...}}]}                                               for readers; the file's own counts
 * }</pre>
 *
 * <p>In a closed directory a field that is not listed, or whose file is absent or unreadable, is gone, with its reason;
 * in an open one it is not there yet. A file whose bytes do not match the listed sha256 is broken in a closed directory
 * and not there yet in an open one, where it may be being written. Nothing is accepted because of its name: the reader
 * finds fields by the GRIB headers, or by the key in the header of a {@code .field} file (see {@link
 * fairweather.reference.bundle}).
 */
package fairweather.reference.directory;
