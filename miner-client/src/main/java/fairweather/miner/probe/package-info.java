/**
 * The read-only phases of a conversation with one miner, each timed and judged in plain words: for an operator, or for
 * the miner's owner. Nothing here initiates a forecast, and nothing is written anywhere.
 */
package fairweather.miner.probe;
