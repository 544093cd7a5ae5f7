/**
 * Replaying the outcomes gives the database: a second database gets what is not derived, the outcomes are folded anew
 * by the real fold, and every column that the fold derives is compared. Left out are ids that mean nothing elsewhere
 * and the clocks of the folding itself.
 */
package fairweather.proof.replay;
