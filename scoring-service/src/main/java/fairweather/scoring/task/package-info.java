/**
 * The jobs of scoring. A task runs on a thread of its own pool and may block there: it reads, computes and reports; what
 * follows from a report is the fold's to decide. Every task can be repeated: what the step rows show as done is skipped,
 * and rows are written by their natural keys under the lease.
 */
package fairweather.scoring.task;
