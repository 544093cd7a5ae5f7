"""Reads fields of a store with xarray, an independent reader.

Usage: xarray_fields.py STORE VARIABLE:LEVEL:TIME ...
LEVEL may be empty. Of a store with a dayofyear the day and the hour of the time are looked up. Writes the values one
field after the other to the standard output, float32, little-endian, from north to south and from 0 to the east.
"""

import sys

import numpy
import xarray

from zarr_layout import VARIABLES


def main(path, requests):
    store = xarray.open_zarr(path)
    for request in requests:
        variable, level, time = request.split(":", 2)
        array = store[VARIABLES[variable][0]]
        moment = numpy.datetime64(time.rstrip("Z"))
        if "dayofyear" in array.dims:
            day = int((moment.astype("datetime64[D]") - moment.astype("datetime64[Y]")).astype(int)) + 1
            array = array.sel(dayofyear=day, hour=int(time[11:13]))
        else:
            array = array.sel(time=moment)
        if level:
            array = array.sel(level=int(level))
        array = array.assign_coords(longitude=array.longitude % 360)
        array = array.sortby("latitude", ascending=False).sortby("longitude").transpose("latitude", "longitude")
        sys.stdout.buffer.write(array.values.astype("<f4").tobytes())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
