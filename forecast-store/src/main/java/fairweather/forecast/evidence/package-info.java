/**
 * What is kept when a miner's frozen forecast turns out to be another than the one it committed to, so that somebody who
 * trusts neither side can judge it without asking either: the commitment, what was found twice, and the validator's
 * signature over both. The form is told in docs/operations/disputes.md.
 */
package fairweather.forecast.evidence;
