/**
 * Bytes of providers' archives: objects under a base address, whole or in ranges, with what is needed to notice that one
 * was replaced. Blocking; safe for use by several threads.
 *
 * <p>{@link fairweather.reference.object.ObjectStores} opens them by an address: a directory, {@code file:///},
 * {@code https://}, {@code http://} where it is allowed, {@code s3://bucket/prefix?region=…&endpoint=…&absent=403} and
 * {@code gs://bucket/prefix}. Over HTTP a call is an {@code Ask}; each {@code Attempt} waits for its turn in the host's
 * {@code HostPace}, makes {@code Exchange}s (more than one if it is redirected), takes of a body what the
 * {@code Admission} of its head allows, and comes to a {@code Judgement}. What passes by is tried again, what does not is an
 * {@link fairweather.reference.object.ObjectTrouble} at once.
 */
package fairweather.reference.object;
