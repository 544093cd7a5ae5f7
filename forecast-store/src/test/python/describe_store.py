"""Prints what zarr reads from a store, one array per line: name, shape, SHA-256 of the values as little-endian float64.

Usage: describe_store.py STORE [--xarray NAME ...]
Values are stored x scale_factor + add_offset in float64. With --xarray the named coordinates follow, as xarray
decodes them: name, dimensions, first and last value as text.
"""

import hashlib
import sys

import numcodecs
import numpy
import zarr


class AnyBlosc(numcodecs.Blosc):
    """Newer versions of numcodecs write a typesize into the metadata, which older ones do not know."""

    @classmethod
    def from_config(cls, config):
        return cls(**{key: value for key, value in config.items() if key != "typesize"})


numcodecs.register_codec(AnyBlosc, "blosc")

store = sys.argv[1]
group = zarr.open_consolidated(store)
for name, array in sorted(group.arrays()):
    values = array[...].astype("<f8")
    attributes = array.attrs
    if "scale_factor" in attributes or "add_offset" in attributes:
        values = values * attributes.get("scale_factor", 1.0) + attributes.get("add_offset", 0.0)
    shape = "x".join(str(length) for length in array.shape)
    print(name, shape, hashlib.sha256(numpy.ascontiguousarray(values, dtype="<f8").tobytes()).hexdigest())
if "--xarray" in sys.argv:
    import xarray

    dataset = xarray.open_zarr(store, consolidated=True)
    for name in sys.argv[sys.argv.index("--xarray") + 1 :]:
        variable = dataset[name]
        flat = variable.values.ravel()
        print(name, ",".join(variable.dims), flat[0], flat[-1])
