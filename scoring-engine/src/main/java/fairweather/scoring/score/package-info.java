/**
 * From metrics to scores, version 1 ({@code strict}): levels to a variable, variables to a lead, leads to the ERA5
 * average, the Day-1 score, the overall score and ranks. Pure functions over records; divisors and weights are those of
 * the configuration and never depend on what a miner left out.
 */
package fairweather.scoring.score;
