"""The Python readers beside which `fairweather bench data` measures ours.

usage: peer.py DIRECTORY URL

DIRECTORY is what make.py wrote, URL where its folders are served. Answers lines "TASK [FILE]": with milliseconds, or with
"absent" and the reason if a library is missing. With a FILE the values that were read are written to it afterwards as
float32, in the order in which the Java side reads them. Every task begins with new connections and knows nothing of the
one before.
"""
import gc
import hashlib
import json
import os
import sys
import tempfile
import time
import warnings

import numpy

warnings.simplefilter("ignore")
LEVELS = [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]
UPPER = {"t": "TMP", "u": "UGRD", "v": "VGRD", "q": "SPFH", "gh": "HGT"}
SURFACE = [("heightAboveGround", "2t"), ("heightAboveGround", "10u"), ("heightAboveGround", "10v"), ("meanSea", "prmsl")]
GRAVITY = 9.80665
REPEATS = {"wb2": 10, "memmap": 20, "memmap-checked": 20, "netcdf": 20}


# File systems of the measurement under way: when one is let go its connections are closed, and that is waited for.
OPEN = []


def web():
    import fsspec
    OPEN.append(fsspec.filesystem("http", skip_instance_cache=True))
    return OPEN[-1]


def wanted():
    """Name and level in the index, in our order."""
    surface = [("TMP", "2 m above ground"), ("UGRD", "10 m above ground"), ("VGRD", "10 m above ground"),
               ("PRMSL", "mean sea level")]
    return surface + [(name, f"{level} mb") for name in UPPER.values() for level in LEVELS]


class Gfs:
    """As Herbie does it: by the index the messages' ranges, neighbours together, into a file for cfgrib."""

    def __init__(self, url, facts):
        self.url = f"{url}gfs/gfs.20231104/00/atmos/gfs.t00z.pgrb2.{'0p25' if facts['rows'] == 721 else '1p00'}.f000"

    def ranges(self):
        http = web()
        lines = [line.split(":") for line in http.cat(self.url + ".idx").decode().splitlines()]
        offsets = [int(line[1]) for line in lines] + [http.info(self.url)["size"]]
        names = set(wanted())
        spans = []
        for row, line in enumerate(lines):
            if (line[3], line[4]) in names:
                if spans and spans[-1][1] == offsets[row]:
                    spans[-1][1] = offsets[row + 1]
                else:
                    spans.append([offsets[row], offsets[row + 1]])
        starts, ends = zip(*spans)
        return self.decoded(http.cat_ranges([self.url] * len(spans), list(starts), list(ends)))

    def whole(self):
        return self.decoded([web().cat(self.url)])

    def decoded(self, parts):
        import cfgrib
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "subset.grib2")
            with open(path, "wb") as file:
                for part in parts:
                    file.write(part)

            def opened(level_type, name):
                # The same keys each time, so that cfgrib makes its index once.
                return cfgrib.open_dataset(path, filter_by_keys={"typeOfLevel": level_type, "shortName": name})

            fields = []
            for level_type, name in SURFACE:
                dataset = opened(level_type, name)
                fields.append(next(iter(dataset.data_vars.values())).values)
            for name in UPPER:
                planes = opened("isobaricInhPa", name)[name].sel(isobaricInhPa=LEVELS).values
                fields += [planes[i] * GRAVITY if name == "gh" else planes[i] for i in range(len(LEVELS))]
        return fields


class Archives:
    """zarr over fsspec's HTTP."""

    def __init__(self, url):
        self.url = url

    def group(self, name):
        import zarr
        return zarr.open_consolidated(zarr.storage.FSStore(f"{self.url}{name}", mode="r", fs=web()))

    def arco(self):
        group = self.group("arco")
        hours = int((numpy.datetime64("2025-12-01T00", "h") - numpy.datetime64("1900-01-01T00", "h")).astype(int))
        index = int(numpy.searchsorted(group["time"][:], hours))
        levels = group["level"][:].tolist()
        fields = [group["2m_temperature"][index]]
        for name in ("temperature", "geopotential"):
            planes = group[name][index]
            fields += [planes[levels.index(level)] for level in LEVELS]
        return fields

    def wb2(self):
        group = self.group("wb2")
        hour = group["hour"][:].tolist().index(6)
        day = group["dayofyear"][:].tolist().index(2)
        return [group["2m_temperature"][hour, day]]


class Local:
    """A field on the disk, opened and read, several times over."""

    def __init__(self, directory, facts):
        self.directory = directory
        self.shape = (facts["rows"], facts["columns"])

    def memmap(self):
        path = os.path.join(self.directory, "local.f4")
        return [numpy.array(numpy.memmap(path, "<f4", "r", shape=self.shape))]

    def memmap_checked(self):
        path = os.path.join(self.directory, "local.f4")
        mapped = numpy.memmap(path, "<f4", "r", shape=self.shape)
        hashlib.sha256(mapped).hexdigest()
        return [numpy.array(mapped)]

    def netcdf(self):
        import xarray
        with xarray.open_dataset(os.path.join(self.directory, "local.nc")) as dataset:
            return [dataset["t2m"].values]


def milliseconds(work, repeats):
    OPEN.clear()
    gc.collect()
    start = time.perf_counter()
    for _ in range(repeats):
        fields = work()
    return (time.perf_counter() - start) * 1e3 / repeats, fields


def main(directory, url):
    with open(os.path.join(directory, "facts.json"), encoding="utf-8") as file:
        facts = json.load(file)
    gfs, archives, local = Gfs(url, facts), Archives(url), Local(directory, facts)
    tasks = {"gfs-ranges": gfs.ranges, "gfs-whole": gfs.whole, "arco": archives.arco, "wb2": archives.wb2,
             "memmap": local.memmap, "memmap-checked": local.memmap_checked, "netcdf": local.netcdf}
    for line in sys.stdin:
        task, *target = line.split()
        try:
            took, fields = milliseconds(tasks[task], REPEATS.get(task, 1) if facts["rows"] == 721 else 1)
            if target:
                numpy.stack(fields).astype("<f4").tofile(target[0])
            print(took, flush=True)
        except ImportError as missing:
            print("absent", missing, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
