"""Reads fields of stores with xarray, an independent reader.

Usage: xarray_fields.py STORE=VARIABLE:LEVEL:TIME ...
LEVEL may be empty. Of a store with a dayofyear the day and the hour of the time are looked up. Writes the values one
field after the other to the standard output, float32, little-endian, from north to south and from 0 to the east.
Packed numbers are unpacked here, in double precision: some versions of xarray do it in single.
"""

import sys

import numpy
import xarray

from zarr_layout import VARIABLES


def unpacked(array):
    if "scale_factor" not in array.attrs:
        return array
    there = array != array.attrs["_FillValue"]
    return array.astype("f8").where(there) * array.attrs["scale_factor"] + array.attrs["add_offset"]


def field(path, request):
    variable, level, time = request.split(":", 2)
    array = xarray.open_zarr(path, mask_and_scale=False)[VARIABLES[variable][0]]
    moment = numpy.datetime64(time.rstrip("Z"))
    if "dayofyear" in array.dims:
        day = int((moment.astype("datetime64[D]") - moment.astype("datetime64[Y]")).astype(int)) + 1
        array = array.sel(dayofyear=day, hour=int(time[11:13]))
    else:
        array = array.sel(time=moment)
    if level:
        array = array.sel(level=int(level))
    array = unpacked(array).assign_coords(longitude=array.longitude % 360)
    return array.sortby("latitude", ascending=False).sortby("longitude").transpose("latitude", "longitude")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        sys.stdout.buffer.write(field(*argument.split("=", 1)).values.astype("<f4").tobytes())
