/**
 * Decoded fields on the local disk of one machine, mapped into memory and shared by whoever scores there.
 *
 * <p>A file is written under a temporary name and renamed, so a reader sees a whole field or none. Threads of one
 * process that want the same field wait for the one that fetches it; two processes may both fetch it, and the second
 * rename replaces the file by an equal one. The cache never decides what is right: it returns the sha256 of the decoded
 * payload, for the caller to compare with the catalogue. A kept cache does not outlive a correction: a field is served
 * only while its source still states the sha256 of the file that the field came from.
 */
package fairweather.reference.cache;
