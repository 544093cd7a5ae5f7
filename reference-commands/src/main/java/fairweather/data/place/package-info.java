/** What the commands run with: the machine, the settings and what they open. */
package fairweather.data.place;
