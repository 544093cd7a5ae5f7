"""Writes sample chunks and a sample store with numcodecs and zarr, for the conformance tests.

Usage: write_zarr_samples.py DIRECTORY
DIRECTORY/blobs/<cname>-<shuffle>-<typesize>-<items>-<level>-<kind>.bin   single Blosc frames
DIRECTORY/plain/<codec>-<bytes>.bin                                       zlib, gzip and zstd chunks
DIRECTORY/samples.zarr                                                    arrays of every codec and type

All contents follow from integer formulas that the tests compute again by themselves.
"""

import os
import sys

import numcodecs
import numpy
import zarr

CNAMES = ["lz4", "lz4hc", "zlib", "zstd"]
TYPE_OF_SIZE = {1: "u1", 2: "<u2", 4: "<u4", 8: "<u8"}


def content(kind, count):
    i = numpy.arange(count, dtype=numpy.uint64)
    if kind == "smooth":
        return (((i >> numpy.uint64(2)) * 31 + (i >> numpy.uint64(9))) & 0xFF).astype("u1")
    mixed = (i * 2654435761 + (i * i % 65521) * 40503) & 0xFFFFFFFF
    return ((mixed >> numpy.uint64(13)) & 0xFF).astype("u1")


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def blobs(directory):
    os.makedirs(directory)
    for cname in CNAMES:
        for shuffle in (0, 1, 2):
            for size, dtype in TYPE_OF_SIZE.items():
                for items in (1, 7, 8, 77, 1000, 4099, 70001):
                    for level in (0, 5) if items == 77 else (5,):
                        for kind in ("smooth", "noise"):
                            codec = numcodecs.Blosc(cname=cname, clevel=level, shuffle=shuffle)
                            raw = content(kind, items * size).view(dtype)
                            name = f"{cname}-{shuffle}-{size}-{items}-{level}-{kind}.bin"
                            write(os.path.join(directory, name), codec.encode(raw))
            codec = numcodecs.Blosc(cname=cname, clevel=5, shuffle=shuffle, blocksize=2048)
            raw = content("smooth", 40004).view("<u4")
            write(os.path.join(directory, f"{cname}-{shuffle}-4-10001-6-smooth.bin"), codec.encode(raw))


def plain(directory):
    os.makedirs(directory)
    codecs = {"zlib": numcodecs.Zlib(6), "gzip": numcodecs.GZip(5), "zstd": numcodecs.Zstd(3)}
    for name, codec in codecs.items():
        for count in (1, 77, 100000):
            write(os.path.join(directory, f"{name}-{count}.bin"), codec.encode(content("smooth", count)))


def store(directory):
    codecs = {"none": None, "zlib": numcodecs.Zlib(1), "gzip": numcodecs.GZip(5), "zstd": numcodecs.Zstd(3)}
    for cname in CNAMES:
        for shuffle in (0, 1, 2):
            codecs[f"{cname}{shuffle}"] = numcodecs.Blosc(cname=cname, clevel=5, shuffle=shuffle)
    types = {"f4": "<f4", "F4": ">f4", "f8": "<f8", "i2": "<i2", "I2": ">i2", "i4": "<i4", "i8": "<i8"}
    group = zarr.group(zarr.DirectoryStore(directory))
    shape = (5, 37, 53)
    index = numpy.arange(5 * 37 * 53).reshape(shape)
    for codec_name, codec in codecs.items():
        for type_name, dtype in types.items():
            values = index * 7919 % 10007 - 5000
            if "f" in dtype:
                values = values * 0.25
            array = group.create_dataset(
                f"{codec_name}_{type_name}",
                shape=shape,
                chunks=(3, 16, 30),
                dtype=dtype,
                compressor=codec,
                fill_value=None,
                dimension_separator="/" if type_name == "i2" else ".",
            )
            array[:] = values.astype(dtype)
            array.attrs["_ARRAY_DIMENSIONS"] = ["time", "lat", "lon"]
            if dtype == "<i2":
                array.attrs.update(scale_factor=0.5, add_offset=100.0, _FillValue=-5000)
    zarr.consolidate_metadata(group.store)


if __name__ == "__main__":
    blobs(os.path.join(sys.argv[1], "blobs"))
    plain(os.path.join(sys.argv[1], "plain"))
    store(os.path.join(sys.argv[1], "samples.zarr"))
