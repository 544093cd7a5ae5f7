/** Looks at every provider with a few small requests and says what it is like. */
package fairweather.data.doctor;
