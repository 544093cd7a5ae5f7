/**
 * How a question reaches a miner and its answer comes back. Both transports have the same endpoints, the same JSON and the
 * same deadlines, so nobody above {@link fairweather.miner.client.MinerCalls} knows which one is in use; the objects of a
 * store are read with a token and know no transport. Whatever is signed or encrypted is so on a worker's thread: a
 * signature may come from another process.
 */
package fairweather.miner.transport;
