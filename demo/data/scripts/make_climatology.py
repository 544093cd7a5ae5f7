#!/usr/bin/python3
"""Regrids the October mean of the Navy wind climatology (2.5 degrees, 12 months) to the 1 degree grid of the GFS files.

    /usr/bin/python3 make_climatology.py fnoc_navy_wind_monthly_climatology.nc ../climatology/navy-october-1deg.nc

Bilinear in latitude and longitude, periodic in longitude, in double precision, rounded once to float32. The result is a
NetCDF-3 classic file, month 1 (value 10), latitude 181 (90 to -90), longitude 360 (0 to 359). Its root mean square errors
as an October forecast equal "navy_october_climatology" in reference-scores.json.

Needs numpy and netCDF4 (Debian: python3-netcdf4).
"""
import sys

import netCDF4
import numpy as np

OCTOBER = 10
LATITUDES = 90.0 - np.arange(181)
LONGITUDES = np.arange(360.0)
VARIABLES = {"u10": "10 metre U wind component", "v10": "10 metre V wind component"}


def regrid(field, latitudes, longitudes):
    """field: [lat][lon], latitudes from north to south, longitudes from 0 in equal steps round the globe."""
    closed = np.concatenate([field, field[:, :1]], axis=1)
    closed_longitudes = np.append(longitudes, longitudes[0] + 360.0)
    rows = np.array([np.interp(LONGITUDES, closed_longitudes, row) for row in closed])
    return np.array([np.interp(-LATITUDES, -latitudes, column) for column in rows.T]).T


def main(source_name, target_name):
    with netCDF4.Dataset(source_name) as source, netCDF4.Dataset(target_name, "w", format="NETCDF3_CLASSIC") as target:
        latitudes = np.asarray(source["latitude"][:], float)
        longitudes = np.asarray(source["longitude"][:], float)
        month = list(source["month"][:]).index(OCTOBER)
        target.Conventions = "CF-1.6"
        target.title = "Navy surface wind climatology, October, 1 degree"
        target.source = (
            "FNOC monthly Navy winds 1982-1992 (monthly_navy_winds.cdf of Debian ferret-datasets 7.6.0-5), "
            "mean over the years for October, regridded bilinearly from 2.5 degrees"
        )
        for name, values in (("month", [OCTOBER]), ("latitude", LATITUDES), ("longitude", LONGITUDES)):
            target.createDimension(name, len(values))
        target.createVariable("month", "i4", ("month",))[:] = [OCTOBER]
        for name, values, units in (
            ("latitude", LATITUDES, "degrees_north"),
            ("longitude", LONGITUDES, "degrees_east"),
        ):
            axis = target.createVariable(name, "f4", (name,))
            axis.units = units
            axis[:] = values
        for name, long_name in VARIABLES.items():
            variable = target.createVariable(name, "f4", ("month", "latitude", "longitude"))
            variable.units = "m s-1"
            variable.long_name = long_name
            field = np.asarray(source[name][month], float)
            variable[0] = regrid(field, latitudes, longitudes).astype(np.float32)


if __name__ == "__main__":
    main(*sys.argv[1:])
