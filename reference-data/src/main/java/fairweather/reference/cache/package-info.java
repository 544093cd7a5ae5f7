/**
 * Decoded fields on the local disk of one machine, mapped into memory and shared by whoever scores there.
 *
 * <pre>
 * v1/SOURCE/KEY.field       a field ({@link fairweather.reference.file}); 1 is the version of the mapping to our units
 * v1/SOURCE/KEY.….partial   one that is being written; the name tells the process
 * leases/FLIGHT.lock        who fetches a product of a source and a time, and until when
 * quarantine/….field, .txt  what must not be believed, and why
 * </pre>
 *
 * <p><b>What is read.</b> A file is written under another name, forced to the disk and renamed, so that a reader sees a
 * whole field or none, whenever a writer is killed. The first look of a process checks the sum of the values; what is
 * damaged is put aside and fetched anew. The cache never decides what is right: it returns the sha256 of the decoded
 * payload, for the caller to compare with the catalogue. A kept cache does not outlive a correction: a field is served
 * only while its source still states the sha256 of the file that the field came from.
 *
 * <p><b>Who fetches.</b> A flight is what providers publish in one go: one source, product, valid time and reference
 * time. Threads of one process wait for the one that flies. Other processes find its lease and answer "not yet, ask
 * again soon". A lease is renewed while the flight lasts and ends with it, with its expiry, or with its owner's death,
 * which another process of the same boot can prove. Its taker renames a lease of his own over it, under a lock of the
 * kernel that is held for that moment only; so of two takers one wins. A lease saves work and guards nothing: should two
 * processes fly after all, because one was stopped for a minute and then went on, each writes whole fields from the same
 * bytes, and the second rename replaces a file by an equal one.
 *
 * <p><b>What is kept.</b> {@link fairweather.reference.cache.Retention} decides, from what is held and what open runs
 * need; what they need is never removed. When a field was last used is, to the hour, when its file was last changed. A
 * file that is removed stays readable for whoever has it mapped, and the disk has its bytes back when the last of them
 * lets go.
 *
 * <p>A full disk is no failure: a flight for which there is no room does not begin, a write that finds none leaves
 * nothing behind, and the answer is "not yet".
 */
package fairweather.reference.cache;
