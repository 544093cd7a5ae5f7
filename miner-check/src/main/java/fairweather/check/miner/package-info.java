/** The miner that a command is about: how it is named on the command line, and what it is spoken to with. */
package fairweather.check.miner;
