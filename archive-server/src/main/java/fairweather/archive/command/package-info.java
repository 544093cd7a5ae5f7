/** The archive as a process of its own, for a person and for tests of whole systems. */
package fairweather.archive.command;
