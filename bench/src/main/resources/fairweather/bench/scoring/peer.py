"""What Python needs for the same work, for `fairweather bench scoring`.

usage: peer.py make DIR              writes the fields and the store
       peer.py serve DIR REFERENCE   answers lines "TASK [URL]" with milliseconds; REFERENCE is the path of
                                     a module with evaluate, evaluate_one_pass, plane and cos_weights (the
                                     reference system's mathematics), or "-"

The store is Zarr v2 as a miner publishes it: float32, blosc with zstd level 3 and bit shuffle, a chunk per field.
"""
import hashlib
import http.client
import importlib.util
import json
import os
import sys
import time
import urllib.parse
import warnings

import numcodecs
import numpy as np
import zarr

warnings.simplefilter("ignore")
ROWS, COLUMNS = 721, 1440
SURFACE = ["2t", "msl", "10u", "10v"]
UPPER = ["t", "u", "v", "q", "z"]
LEVELS = [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]
FIELDS = len(SURFACE) + len(UPPER) * len(LEVELS)
RANGE = {"2t": (280, 8), "msl": (101000, 800), "10u": (0, 6), "10v": (0, 6),
         "t": (250, 8), "u": (0, 12), "v": (0, 12), "q": (0.005, 0.0005), "z": (50000, 900)}


def smooth(rng):
    """A random field with the spectrum of weather: power falls with the square of the wave number."""
    ky = np.fft.fftfreq(ROWS)[:, None] * ROWS
    kx = np.fft.rfftfreq(COLUMNS)[None, :] * COLUMNS
    k = np.sqrt(ky * ky + kx * kx)
    k[0, 0] = np.inf
    wave = (rng.normal(size=k.shape) + 1j * rng.normal(size=k.shape)) / k ** 1.5
    field = np.fft.irfft2(wave, s=(ROWS, COLUMNS))
    return field / field.std()


def variable_of(i):
    return SURFACE[i] if i < len(SURFACE) else UPPER[(i - len(SURFACE)) // len(LEVELS)]


def make(directory):
    rng = np.random.default_rng(1)
    kinds = ["forecast", "truth", "climatology"]
    arrays = {n: np.memmap(os.path.join(directory, n + ".f32"), dtype="<f4", mode="w+",
                           shape=(FIELDS, ROWS, COLUMNS)) for n in kinds}
    for i in range(FIELDS):
        mean, spread = RANGE[variable_of(i)]
        base = smooth(rng)
        truth = base + smooth(rng)
        arrays["climatology"][i] = mean + spread * base
        arrays["truth"][i] = mean + spread * truth
        arrays["forecast"][i] = mean + spread * (truth + 0.3 * smooth(rng))
    for array in arrays.values():
        array.flush()
    codec = numcodecs.Blosc(cname="zstd", clevel=3, shuffle=numcodecs.Blosc.BITSHUFFLE)
    group = zarr.open_group(os.path.join(directory, "store"), mode="w")
    write(group, "time", ["time"], np.array([24.0]), {"units": "hours since 2020-01-01 00:00:00"})
    write(group, "lat", ["lat"], np.linspace(90, -90, ROWS), {})
    write(group, "lon", ["lon"], np.arange(COLUMNS) * (360.0 / COLUMNS), {})
    write(group, "pressure_level", ["pressure_level"], np.array(LEVELS, dtype="i8"), {})
    for i, name in enumerate(SURFACE):
        write(group, name, ["time", "lat", "lon"], arrays["forecast"][i:i + 1], {}, (1, ROWS, COLUMNS), codec)
    for v, name in enumerate(UPPER):
        first = len(SURFACE) + v * len(LEVELS)
        write(group, name, ["time", "pressure_level", "lat", "lon"],
              arrays["forecast"][None, first:first + len(LEVELS)], {}, (1, 1, ROWS, COLUMNS), codec)
    zarr.consolidate_metadata(os.path.join(directory, "store"))


def write(group, name, dimensions, values, attributes, chunks=None, codec=None):
    array = group.create_dataset(name, data=values, chunks=chunks or values.shape, compressor=codec,
                                 dtype=values.dtype, fill_value=None)
    array.attrs.update({"_ARRAY_DIMENSIONS": dimensions, **attributes})


class Checked(dict):
    """A store each of whose objects is hashed as it is read, as whoever trusts nobody does."""

    def __init__(self, read):
        super().__init__()
        self.read = read
        self.hashes = {}

    def __getitem__(self, key):
        value = self.read(key)
        digest = hashlib.sha256(value).hexdigest()
        if self.hashes.setdefault(key, digest) != digest:
            raise ValueError(key + " has changed")
        return value

    def __contains__(self, key):
        try:
            self.read(key)
            return True
        except KeyError:
            return False


def on_disk(directory):
    def read(key):
        try:
            with open(os.path.join(directory, "store", key), "rb") as file:
                return file.read()
        except OSError:
            raise KeyError(key)
    return Checked(read)


def over_http(url):
    place = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port)

    def read(key):
        connection.request("GET", place.path + "/" + key)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise KeyError(key)
        return body
    return Checked(read)


class Worker:
    def __init__(self, directory, reference):
        self.directory = directory
        shape = (FIELDS, ROWS, COLUMNS)
        self.forecast, self.truth, self.climatology = (
            np.fromfile(os.path.join(directory, n + ".f32"), dtype="<f4").reshape(shape)
            for n in ["forecast", "truth", "climatology"])
        self.lat = np.linspace(90, -90, ROWS)
        self.lon = np.arange(COLUMNS) * (360.0 / COLUMNS)
        self.weights = np.maximum(np.cos(np.deg2rad(self.lat)), 0)
        self.stores = {}
        self.reference = None
        if reference != "-":
            spec = importlib.util.spec_from_file_location("reference", reference)
            self.reference = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(self.reference)

    def labelled(self, values):
        import xarray
        return xarray.DataArray(values, dims=("lat", "lon"), coords={"lat": self.lat, "lon": self.lon})

    def as_the_reference(self, i, values, interpolate):
        """Metrics in the manner of the reference system; with its interpolation to the truth's own grid, or without."""
        f, t, c = (self.labelled(x) for x in (values, self.truth[i], self.climatology[i]))
        if interpolate:
            f, c = f.interp_like(t, method="linear"), c.interp_like(t, method="linear")
        else:
            f, c = f.astype(np.float64), c.astype(np.float64)
        weights = self.reference.plane(self.reference.cos_weights(t["lat"]), t["lon"])
        return self.reference.evaluate(f, t, c, weights)

    def one_pass(self, i, values):
        """All partial sums by rows, in float64: the quickest that plain numpy was found to do."""
        f = values.astype(np.float64)
        t = self.truth[i].astype(np.float64)
        c = self.climatology[i].astype(np.float64)
        valid = np.isfinite(t)
        valid &= np.isfinite(c)
        present = np.isfinite(f)
        if not valid.all() or not present.all():
            f = np.where(present, f, c)
            f, t, c = (np.where(valid, x, 0) for x in (f, t, c))
        d = f - t
        np.subtract(f, c, out=f)
        np.subtract(t, c, out=t)
        rows = [d.sum(axis=1), np.einsum("ij,ij->i", d, d), np.abs(d).sum(axis=1), f.sum(axis=1), t.sum(axis=1),
                np.einsum("ij,ij->i", f, f), np.einsum("ij,ij->i", t, t), np.einsum("ij,ij->i", f, t)]
        return [float(self.weights @ row) for row in rows] + [float(values.min()), float(values.max())]

    def arrays(self, where):
        if where not in self.stores:
            store = on_disk(self.directory) if where == "disk" else over_http(where)
            self.stores[where] = zarr.open_consolidated(store, mode="r")
        return self.stores[where]

    def read(self, group, i):
        if i < len(SURFACE):
            return group[SURFACE[i]][0]
        return group[variable_of(i)][0, (i - len(SURFACE)) % len(LEVELS)]

    def milliseconds(self, task, where):
        if task == "metrics-xarray":
            work = [lambda i=i: self.as_the_reference(i, self.forecast[i], False) for i in range(0, FIELDS, 23)]
            return clock(work) / len(work)
        if task == "metrics-one-pass":
            work = [lambda i=i: self.one_pass(i, self.forecast[i]) for i in range(0, FIELDS, 7)]
            return clock(work) / len(work)
        group = self.arrays(where)
        if task == "field-one-pass":
            work = [lambda i=i: self.one_pass(i, self.read(group, i)) for i in range(4)]
            return clock(work) / len(work)
        if task == "field-reference":
            work = [lambda i=i: self.as_the_reference(i, self.read(group, i), True) for i in range(2)]
            return clock(work) / len(work)
        if task == "lead-one-pass":
            return clock([lambda i=i: self.one_pass(i, self.read(group, i)) for i in range(FIELDS)])
        if task == "lead-reference":
            return clock([lambda i=i: self.as_the_reference(i, self.read(group, i), True) for i in range(FIELDS)])
        raise ValueError("there is no task " + task)


def clock(work):
    start = time.perf_counter()
    for one in work:
        one()
    return (time.perf_counter() - start) * 1e3


def serve(directory, reference):
    worker = Worker(directory, reference)
    for line in sys.stdin:
        task, where = (line.split() + ["disk"])[:2]
        print(worker.milliseconds(task, where), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        serve(sys.argv[2], sys.argv[3])
