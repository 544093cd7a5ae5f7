/** Reading a miner's frozen forecast through the gateway, and measuring it field by field. */
package fairweather.scoring.forecast;
