/** From measured components to what is stored: component rows, the rows of a stage or lead, and their scores. */
package fairweather.scoring.component;
