/**
 * Measuring in a child JVM, so that memory which runs out, or a decoder that goes astray, costs one task.
 *
 * <p>The parent claims, beats, reads objects and writes rows. The child is started for one task by the system's spawn,
 * never forked; it has an empty environment, no credentials and no network of ours to speak to. It is given work
 * descriptions on its standard input, asks there for the objects it needs, and answers on its standard output, in
 * {@link fairweather.scoring.child.Frame}s. Every object passes the parent, which alone knows the gateway, holds the
 * child to the frozen manifest, and enforces sizes and times. Reference fields are files that the child maps.
 *
 * <p>The child's heap is what the task's permit says. It ends when its input ends: with the task, or with the parent,
 * killed or not. Its error output is logged, so much of it. However the child ends before its answer, that is one typed
 * failure of the attempt: OUT_OF_MEMORY if memory was the cause, VALIDATOR_INTERNAL otherwise.
 */
package fairweather.scoring.child;
