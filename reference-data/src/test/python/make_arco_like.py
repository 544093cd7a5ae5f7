"""Lays fields out as the public ARCO-ERA5 store does (full_37-1h-0p25deg-chunk-1.zarr-v3).

Usage: make_arco_like.py DESCRIPTION.json STORE [DESCRIPTION.json STORE ...]

The description is that of zarr_layout.py with the texts valid_time_start, valid_time_stop and valid_time_stop_era5t
(days, the last may be absent). An hourly time axis from 1900 to the end of 2050 is written whole; of the variables, of
shape [time, latitude, longitude] in chunks of one time or [time, level, latitude, longitude] in chunks of one time with
all 37 levels, only the chunks that hold fields.
"""

import sys

import numpy

from zarr_layout import Description, Store, with_other_levels

LEVELS = [1, 2, 3, 5, 7, 10, 20, 30, 50, 70, 100, 125, 150, 175, 200, 225, 250, 300, 350, 400, 450, 500, 550, 600, 650,
          700, 750, 775, 800, 825, 850, 875, 900, 925, 950, 975, 1000]
EPOCH = numpy.datetime64("1900-01-01T00", "h")
HOURS = int((numpy.datetime64("2051-01-01T00", "h") - EPOCH).astype(int))
TIME_CHUNK = 67706


def hour(field):
    return int((numpy.datetime64(field["time"].rstrip("Z"), "h") - EPOCH).astype(int))


def main(path, target):
    description = Description(path)
    store = Store(target, description)
    store.grid()
    store.coordinate("time", numpy.arange(HOURS, dtype="<i8"), TIME_CHUNK,
                     units="hours since 1900-01-01", calendar="proleptic_gregorian")
    store.coordinate("level", numpy.array(LEVELS, dtype="<i8"))
    for variable in description.variables():
        fields = description.of(variable)
        if fields[0].get("level") is None:
            placed = {(hour(field),): description.values(field) for field in fields}
            store.variable(variable, ["time"], [HOURS], [1], placed)
            continue
        by_hour = {}
        for field in fields:
            by_hour.setdefault(hour(field), {})[field["level"]] = description.values(field)
        placed = {}
        for index, given in by_hour.items():
            scaled = description.store.get("other_levels") == "scaled"
            for level, values in (with_other_levels(given, LEVELS) if scaled else given).items():
                placed[index, LEVELS.index(level)] = values
        store.variable(variable, ["time", "level"], [HOURS, len(LEVELS)], [1, len(LEVELS)], placed)
    texts = ["valid_time_start", "valid_time_stop", "valid_time_stop_era5t"]
    store.close(**{text: description.content[text] for text in texts if text in description.content})


if __name__ == "__main__":
    for description, store in zip(sys.argv[1::2], sys.argv[2::2]):
        main(description, store)
