/** The validator's key: made, sealed, shown and used for others, without a service. */
package fairweather.check.key;
