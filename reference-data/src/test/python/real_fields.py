"""Gives the collection's real ERA5 fields as descriptions for make_arco_like.py and make_wb2_like.py.

Usage: real_fields.py COLLECTION DIRECTORY
COLLECTION  the directory that holds era5-eda-z500-t850-201701 and era5-0p25-global
DIRECTORY   gets arco.json, wb2.json, full.json and the fields they name

arco.json   z and t on 500 and 850 hPa at four times in January 2017, global 3 degrees, member 0; there being no 2 m
            temperature with them, 2t is the temperature on 850 hPa plus 10 K
wb2.json    the same z500 and 2t at the first time, plus a hundredth of the day of the year and a thousandth of the hour so
            that every day and hour is another field: days 59 to 61 and 364 to 366
full.json   mean sea level pressure, global 0.25 degrees, and that over 350 as temperature at 2 m, 500 and 850 hPa
"""

import json
import os
import sys

import numpy
import xarray

TIMES = ["2017-01-01T00:00Z", "2017-01-01T12:00Z", "2017-01-02T00:00Z", "2017-01-02T12:00Z"]
DAYS = ["2020-02-28", "2020-02-29", "2020-03-01", "2020-12-29", "2020-12-30", "2020-12-31"]


class Fields:
    def __init__(self, directory, source):
        self.directory = directory
        self.listed = []
        self.grid = {"latitudes": source.latitude.values.tolist(), "longitudes": source.longitude.values.tolist()}

    def add(self, variable, level, time, values):
        file = f"{variable}-{level}-{time[:13]}-{values.shape[1]}.f4"
        values.astype("<f4").tofile(os.path.join(self.directory, file))
        self.listed.append({"variable": variable, "level": level, "time": time, "file": file})

    def write(self, name, **texts):
        with open(os.path.join(self.directory, name), "w", encoding="utf-8") as target:
            json.dump({**self.grid, **texts, "fields": self.listed}, target)


def main(collection, directory):
    members = xarray.open_dataset(
        os.path.join(collection, "era5-eda-z500-t850-201701/derived/era5-levels-members.nc")).sel(number=0)
    truth = Fields(directory, members)
    for i, time in enumerate(TIMES):
        for level in (500, 850):
            for variable in ("z", "t"):
                truth.add(variable, level, time, members[variable].isel(time=i).sel(isobaricInhPa=level).values)
        truth.add("2t", None, time, members.t.isel(time=i).sel(isobaricInhPa=850).values + numpy.float32(10))
    truth.write("arco.json", valid_time_start="1940-01-01", valid_time_stop="2017-01-01",
                valid_time_stop_era5t="2017-01-02")

    mean = Fields(directory, members)
    z = members.z.isel(time=0).sel(isobaricInhPa=500).values
    t = members.t.isel(time=0).sel(isobaricInhPa=850).values
    for day in DAYS:
        for hour in (0, 6, 12, 18):
            time = f"{day}T{hour:02d}:00Z"
            number = int(numpy.datetime64(day).astype("datetime64[D]").astype(int)
                         - numpy.datetime64("2020-01-01").astype(int)) + 1
            shift = numpy.float32(number / 100 + hour / 1000)
            mean.add("z", 500, time, z + shift)
            mean.add("2t", None, time, t + shift)
    mean.write("wb2.json")

    whole = xarray.open_dataset(os.path.join(collection, "era5-0p25-global/era5_msl_2025120100_0.25x0.25.nc"))
    full = Fields(directory, whole)
    full.add("msl", None, "2025-12-01T00:00Z", whole.msl.values)
    for variable, level in (("2t", None), ("t", 500), ("t", 850)):
        full.add(variable, level, "2025-12-01T00:00Z", whole.msl.values / numpy.float32(350))
    full.write("full.json", valid_time_start="1940-01-01", valid_time_stop="2025-12-01")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
