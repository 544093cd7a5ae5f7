"""Writes small stores, or reads such stores over HTTP with zarr itself.

zarr_over_http.py write DIRECTORY: a store for each codec, in directories of their names
zarr_over_http.py read URL...: a line for each
"""

import sys
import urllib.error
import urllib.request
from collections.abc import MutableMapping

import numcodecs
import numpy
import zarr

CODECS = {
    "none": None,
    "zlib": numcodecs.Zlib(),
    "gzip": numcodecs.GZip(),
    "blosc": numcodecs.Blosc(cname="lz4", shuffle=1),
}


class Http(MutableMapping):
    def __init__(self, base):
        self.base = base

    def __getitem__(self, key):
        try:
            with urllib.request.urlopen(self.base + key) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            raise KeyError(key) from refused

    def __setitem__(self, key, value):
        raise NotImplementedError

    __delitem__ = __iter__ = __len__ = __setitem__


def write(directory, codec):
    group = zarr.open_group(zarr.DirectoryStore(directory), mode="w")
    group.attrs["valid_time_stop"] = "2025-01-02"
    time = group.create_dataset("time", shape=(5,), chunks=(2,), dtype="<i8", compressor=CODECS[codec], fill_value=0)
    time[:] = numpy.arange(5) * 6
    values = group.create_dataset(
        "values", shape=(3, 4), chunks=(1, 3), dtype="<f4", compressor=CODECS[codec], fill_value=-1.0)
    values[:] = numpy.arange(12).reshape(3, 4)
    zarr.consolidate_metadata(group.store)


def row(group, index):
    try:
        return group["values"][index].tolist()
    except Exception as unreadable:  # what zarr says of a chunk that is cut depends on the codec
        return "unreadable"


def read(url):
    group = zarr.open_consolidated(Http(url), mode="r")
    rows = [row(group, index) for index in range(3)]
    print(group.attrs["valid_time_stop"], group["time"][:].tolist(), *rows)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        for codec in CODECS:
            write(sys.argv[2] + "/" + codec, codec)
    else:
        for url in sys.argv[2:]:
            read(url)
