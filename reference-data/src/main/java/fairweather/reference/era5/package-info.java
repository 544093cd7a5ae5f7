/** ERA5, the truth of the later leads, from the public Zarr archive that is made for analysis ("ARCO"). */
package fairweather.reference.era5;
