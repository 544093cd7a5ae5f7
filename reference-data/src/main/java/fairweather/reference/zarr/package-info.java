/**
 * Fields from Zarr stores of providers' archives, whose objects are large: of a chunk only the bytes that hold the wanted
 * fields are fetched where its codec allows that.
 *
 * <p>A {@link fairweather.reference.zarr.ZarrArchive} is a store; opened, it knows its arrays as {@link
 * fairweather.reference.zarr.FieldArray}s: which dimension is which is what {@code _ARRAY_DIMENSIONS} says, every index
 * is found by the coordinate's exact value, and what is read is turned into canonical orientation. An absent chunk is
 * never a fill value but data that have not arrived.
 */
package fairweather.reference.zarr;
