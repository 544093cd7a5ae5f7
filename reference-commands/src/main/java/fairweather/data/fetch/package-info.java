/** Brings fields into the cache, and from there into bundles. */
package fairweather.data.fetch;
