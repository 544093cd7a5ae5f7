/**
 * ERA5 from the Climate Data Store of Copernicus, whose jobs wait in a queue for seconds to days.
 *
 * <p>All that is wanted of one data set and valid time is one {@link fairweather.reference.cds.CdsRequest}. It is
 * submitted once; what became of it is kept by {@link fairweather.reference.cds.CdsRequests}, in which one process at a
 * time holds a request by a lease. Nobody waits for the queue: {@link fairweather.reference.cds.CdsSource} takes the
 * next step that is due and answers {@code NotYet} with when the one after that will be. Every step can be repeated: a
 * process that dies is followed by another one that goes on with the same job. Only if it dies between the submission
 * and the note of the job's id is the job lost; then the request is submitted again and the lost job expires unseen.
 *
 * <p>How long is waited before what: {@link fairweather.reference.cds.CdsPatience}. The key goes to the API alone,
 * never to where a result is downloaded from.
 */
package fairweather.reference.cds;
