/** Looks at every provider with one small request and says what it is like. */
package fairweather.data.doctor;
