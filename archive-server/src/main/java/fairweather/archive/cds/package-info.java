/** The Climate Data Store's API, with jobs that wait in a queue and real ERA5 messages as their results. */
package fairweather.archive.cds;
