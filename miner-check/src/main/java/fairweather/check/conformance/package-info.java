/**
 * The protocol's rules for a miner, each as a check of its own that can be run against any implementation over the wire.
 * {@code docs/miner-conformance.md} is their list for authors of miners.
 */
package fairweather.check.conformance;
