/** Which fields runs need, from their cycles, variables and leads. */
package fairweather.data.selection;
