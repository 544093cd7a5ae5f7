#!/usr/bin/python3
"""Writes copies of a sound store in which the array 2t is stored as some program would wrongly, or unusually, store it.

usage: spoil_forecast.py SOUND OUTPUT    (one directory per case below OUTPUT, named as in docs/spoilt-forecasts.md)
"""

import shutil
import sys

import numcodecs
import numpy as np
import zarr

BLOSC = numcodecs.Blosc("zstd", 3, numcodecs.Blosc.BITSHUFFLE)


def rewrite(store, values, dtype, **options):
    group = zarr.open_group(store, mode="a")
    attributes = dict(group["2t"].attrs)
    attributes.update(options.pop("attributes", {}))
    del group["2t"]
    settings = dict(compressor=BLOSC, fill_value=None, chunks=(1,) + values.shape[1:])
    settings.update(options)
    array = group.create_dataset("2t", shape=values.shape, dtype=dtype, **settings)
    array[...] = values
    array.attrs.update(attributes)
    zarr.consolidate_metadata(store)


CASES = {
    "float16": lambda s, v: rewrite(s, v, "<f2"),
    "float16_overflow": lambda s, v: rewrite(s, (v * 300).astype("<f2").astype("<f4"), "<f4"),
    "fortran_order": lambda s, v: rewrite(s, v, "<f4", order="F"),
    "delta_filter": lambda s, v: rewrite(s, v, "<f4", filters=[numcodecs.Delta("<f4")]),
    "quantised_filter": lambda s, v: rewrite(s, v, "<f4", filters=[numcodecs.Quantize(2, "<f4")]),
    "object_dtype": lambda s, v: rewrite(s, v.astype(object), object, object_codec=numcodecs.Pickle()),
    "complex_dtype": lambda s, v: rewrite(s, v, "<c8"),
    "unsigned_dtype": lambda s, v: rewrite(s, (v * 100).astype("<u2"), "<u2", attributes={"scale_factor": 0.01}),
    "blosclz": lambda s, v: rewrite(s, v, "<f4", compressor=numcodecs.Blosc("blosclz", 5, 1)),
    "bz2": lambda s, v: rewrite(s, v, "<f4", compressor=numcodecs.BZ2(5)),
    "big_endian": lambda s, v: rewrite(s, v, ">f4"),
    "float64": lambda s, v: rewrite(s, v, "<f8", compressor=numcodecs.Blosc("lz4hc", 9, 1)),
    "odd_chunks": lambda s, v: rewrite(s, v, "<f4", chunks=(2, 11, 17), compressor=numcodecs.GZip(5)),
    "wrapped_integers": lambda s, v: rewrite(
        s, ((v - 300) * 2000).astype("<i4").astype("<i2"), "<i2", attributes={"scale_factor": 0.01, "add_offset": 300.0}
    ),
}


def main(sound, output):
    for name, spoil in CASES.items():
        store = f"{output}/{name}"
        shutil.copytree(sound, store)
        spoil(store, zarr.open_group(store, mode="r")["2t"][...])


main(sys.argv[1], sys.argv[2])
