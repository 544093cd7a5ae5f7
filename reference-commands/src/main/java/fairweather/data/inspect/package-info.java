/** Looks at what lies on this machine: the cache and bundles. */
package fairweather.data.inspect;
