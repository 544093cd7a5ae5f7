"""Writes fields into the arrays of a Zarr v2 store; what the two archives' layouts have in common.

A description is a JSON object:

  latitudes, longitudes   of all fields, from 90 down and from 0 up
  fields                  a list of {variable, level, time, file}: our short name (2t, z, ...), hPa or absent,
                          for example 2018-10-07T06:00Z, and a file beside the description with the values as
                          little-endian float32 [latitude][longitude], which are written bit for bit
  store                   what is otherwise than in the original (all optional):
    compressor            of numcodecs, for example {"id": "zstd", "level": 1}, or null for none;
                          the default is Blosc lz4, level 5, bytes shuffled
    dtype                 <f4 (default), >f4, <f8, >f8; <i2 or >i2 packs with scale_factor and add_offset
    separator             "." (default) or "/"
    swapped               true puts longitude before latitude
    ascending             true has latitudes from south to north
    west                  true has longitudes from -180
    consolidated          false leaves .zmetadata out
    other_levels          "missing" (default) fills the levels that are not given with NaN, "scaled" with the
                          nearest given level times a factor near 1: not real, but it compresses like real data

Nothing is written of chunks that hold no field.
"""

import json
import os

import numcodecs
import numpy
import zarr

VARIABLES = {
    "2t": ("2m_temperature", "t2m", "K"),
    "10u": ("10m_u_component_of_wind", "u10", "m s**-1"),
    "10v": ("10m_v_component_of_wind", "v10", "m s**-1"),
    "msl": ("mean_sea_level_pressure", "msl", "Pa"),
    "t": ("temperature", "t", "K"),
    "u": ("u_component_of_wind", "u", "m s**-1"),
    "v": ("v_component_of_wind", "v", "m s**-1"),
    "q": ("specific_humidity", "q", "kg kg**-1"),
    "z": ("geopotential", "z", "m**2 s**-2"),
}
PACKED_FILL = -32767


class Description:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        self.directory = os.path.dirname(path)
        self.content = content
        self.latitudes = numpy.array(content["latitudes"])
        self.longitudes = numpy.array(content["longitudes"])
        self.fields = content["fields"]
        self.store = content.get("store", {})

    def values(self, field):
        path = os.path.join(self.directory, field["file"])
        return numpy.fromfile(path, "<f4").reshape(len(self.latitudes), len(self.longitudes))

    def variables(self):
        return sorted({field["variable"] for field in self.fields})

    def of(self, variable):
        return [field for field in self.fields if field["variable"] == variable]


class Store:
    """One store being written."""

    def __init__(self, path, description):
        self.description = description
        self.options = description.store
        self.group = zarr.group(zarr.DirectoryStore(path), overwrite=True)

    def compressor(self):
        default = {"id": "blosc", "cname": "lz4", "clevel": 5, "shuffle": 1}
        chosen = self.options.get("compressor", default)
        return None if chosen is None else numcodecs.get_codec(dict(chosen))

    def coordinate(self, name, values, chunk=None, **attributes):
        array = self.group.create_dataset(
            name, shape=values.shape, chunks=(chunk or len(values),), dtype=values.dtype,
            compressor=self.compressor(), fill_value=None, overwrite=True)
        array[:] = values
        array.attrs["_ARRAY_DIMENSIONS"] = [name]
        array.attrs.update(attributes)

    def grid(self):
        latitudes = self.description.latitudes
        longitudes = self.description.longitudes
        if self.options.get("ascending"):
            latitudes = latitudes[::-1]
        if self.options.get("west"):
            longitudes = numpy.sort((longitudes + 180) % 360 - 180)
        self.coordinate("latitude", latitudes.astype("<f4"), units="degrees_north")
        self.coordinate("longitude", longitudes.astype("<f4"), units="degrees_east")

    def oriented(self, values):
        if self.options.get("ascending"):
            values = values[::-1]
        if self.options.get("west"):
            west = (self.description.longitudes + 180) % 360 - 180
            values = values[:, numpy.argsort(west, kind="stable")]
        return values.T if self.options.get("swapped") else values

    def variable(self, variable, dimensions, lengths, chunks, placed):
        """placed: {index along the dimensions: canonical values}"""
        name, short_name, units = VARIABLES[variable]
        plane = (len(self.description.latitudes), len(self.description.longitudes))
        names = ("latitude", "longitude")
        if self.options.get("swapped"):
            plane, names = plane[::-1], names[::-1]
        dtype = self.options.get("dtype", "<f4")
        array = self.group.create_dataset(
            name, shape=tuple(lengths) + plane, chunks=tuple(chunks) + plane, dtype=dtype,
            compressor=self.compressor(), fill_value=PACKED_FILL if "i" in dtype else float("nan"),
            dimension_separator=self.options.get("separator", "."), overwrite=True)
        array.attrs.update(
            _ARRAY_DIMENSIONS=list(dimensions) + list(names), long_name=name, short_name=short_name, units=units)
        pack = self.packing(array, placed.values()) if "i" in dtype else lambda values: values
        for corner, inside in by_chunk(placed, chunks).items():
            block = numpy.full(tuple(chunks) + plane, numpy.nan)
            for place, values in inside.items():
                block[place] = self.oriented(values)
            region = tuple(slice(c, min(c + n, end)) for c, n, end in zip(corner, chunks, lengths))
            array[region] = pack(block[tuple(slice(0, r.stop - r.start) for r in region)])

    @staticmethod
    def packing(array, fields):
        low = min(float(numpy.nanmin(values)) for values in fields)
        high = max(float(numpy.nanmax(values)) for values in fields)
        scale, offset = (high - low) / 65000, (high + low) / 2
        array.attrs.update(scale_factor=scale, add_offset=offset, _FillValue=PACKED_FILL)
        return lambda values: numpy.where(
            numpy.isnan(values), PACKED_FILL, numpy.round((values - offset) / scale)).astype(array.dtype)

    def close(self, **attributes):
        self.group.attrs.update(attributes)
        if self.options.get("consolidated", True):
            zarr.consolidate_metadata(self.group.store)


def by_chunk(placed, chunks):
    """{first index of a chunk: {place inside it: values}}"""
    grouped = {}
    for index, values in placed.items():
        corner = tuple(i // n * n for i, n in zip(index, chunks))
        grouped.setdefault(corner, {})[tuple(i - c for i, c in zip(index, corner))] = values
    return grouped


def with_other_levels(given, levels):
    """{level: values} for all levels, those not given made of the nearest that is."""
    nearest = {level: min(given, key=lambda other: abs(numpy.log(other / level))) for level in levels}
    return {
        level: given[near] if near == level else (given[near] * (1 + (level - near) / 20000)).astype("<f4")
        for level, near in nearest.items()
    }
