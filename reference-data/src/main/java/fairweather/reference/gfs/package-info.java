/**
 * The GFS of NCEP as its mirrors publish it: GRIB2 files with an index each, of which only the messages that are wanted
 * are fetched, by ranges of bytes.
 *
 * <p>A file is one step of one cycle. Of each file every field comes from one state of one mirror's object, pinned by
 * its ETag. What was given stays given: when a reading breaks off, the next one asks only for what is missing, and goes
 * on with another object (another mirror's, or the same one replaced) only if that object has the same bytes where the
 * fields already given came from. So fields of two states of a file never meet, and no half of a file has to be held
 * until the other half is there.
 *
 * <p>Nothing is believed because the index says so: each message's own header must say that it is what was asked for.
 */
package fairweather.reference.gfs;
