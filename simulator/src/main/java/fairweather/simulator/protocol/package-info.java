/** Requests, replies and access tokens as the public protocol has them. */
package fairweather.simulator.protocol;
