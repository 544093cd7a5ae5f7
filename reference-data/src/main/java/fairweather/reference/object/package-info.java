/**
 * Bytes of providers' archives: objects under a base address, whole or in ranges, with what is needed to notice that one
 * was replaced. Blocking; safe for use by several threads.
 */
package fairweather.reference.object;
