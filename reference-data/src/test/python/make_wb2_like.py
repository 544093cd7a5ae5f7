"""Lays fields out as WeatherBench 2's climatology does (era5-hourly-climatology/1990-2019_6h_1440x721.zarr).

Usage: make_wb2_like.py DESCRIPTION.json STORE [DESCRIPTION.json STORE ...]

The description is that of zarr_layout.py; of a field's time the hour and the day of the year count. The variables have
the shape [hour, dayofyear, latitude, longitude] in chunks of three hours by three days, or [hour, dayofyear, level,
latitude, longitude] in chunks of three hours by three days by one level; only the chunks that hold fields are written.
"""

import sys
from datetime import datetime

import numpy

from zarr_layout import Description, Store

LEVELS = [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]
HOURS = [0, 6, 12, 18]
DAYS = 366


def place(field):
    time = datetime.fromisoformat(field["time"].rstrip("Z"))
    index = (HOURS.index(time.hour), time.timetuple().tm_yday - 1)
    return index if field.get("level") is None else index + (LEVELS.index(field["level"]),)


def main(path, target):
    description = Description(path)
    store = Store(target, description)
    store.grid()
    store.coordinate("hour", numpy.array(HOURS, dtype="<i8"))
    store.coordinate("dayofyear", numpy.arange(1, DAYS + 1, dtype="<i8"))
    store.coordinate("level", numpy.array(LEVELS, dtype="<i8"))
    for variable in description.variables():
        fields = description.of(variable)
        surface = fields[0].get("level") is None
        placed = {place(field): description.values(field) for field in fields}
        dimensions = ["hour", "dayofyear"] if surface else ["hour", "dayofyear", "level"]
        lengths = [len(HOURS), DAYS] if surface else [len(HOURS), DAYS, len(LEVELS)]
        store.variable(variable, dimensions, lengths, [3, 3] if surface else [3, 3, 1], placed)
    store.close()


if __name__ == "__main__":
    for description, store in zip(sys.argv[1::2], sys.argv[2::2]):
        main(description, store)
