/** A forecast as a Zarr v2 store with a signed manifest. */
package fairweather.simulator.store;
