"""What a miner publishes: a store of Zarr version 2, the manifest of its files and the manifest's signature."""

import hashlib
import json
import os

import numpy
import zarr
from numcodecs import Blosc

SURFACE = {"2t": "K", "10u": "m s-1", "10v": "m s-1", "msl": "Pa"}
ON_LEVELS = {"t": "K", "u": "m s-1", "v": "m s-1", "q": "kg kg-1", "z": "m2 s-2"}
LEVELS = [50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000]
LEADS = numpy.arange(6, 241, 6)


class Forecast:
    """Writes one forecast as a store of Zarr version 2 with a signed manifest."""

    COMPRESSOR = Blosc(cname="zstd", clevel=3, shuffle=Blosc.BITSHUFFLE)

    def __init__(self, rows, columns, levels):
        self.latitudes = numpy.linspace(90, -90, rows)
        self.longitudes = numpy.arange(columns) * (360 / columns)
        self.levels = levels

    def field(self, name, level, lead):
        """[lat][lon] in SI units."""
        north = numpy.radians(self.latitudes)[:, None]
        wave = numpy.cos(numpy.radians(self.longitudes)[None, :] - 2 * numpy.pi * lead / 240)
        warmth = 295 - 45 * numpy.sin(north) ** 2 + 3 * wave
        height = (level or 1000) / 1000
        return {
            "2t": lambda: warmth,
            "10u": lambda: 8 * numpy.cos(north) + 3 * wave,
            "10v": lambda: 4 * numpy.sin(2 * north) * wave,
            "msl": lambda: 101325 + 1500 * numpy.cos(2 * north) * wave,
            "t": lambda: warmth * height**0.12,
            "u": lambda: (30 - 20 * height) * numpy.cos(north) + 3 * wave,
            "v": lambda: 6 * numpy.sin(2 * north) * wave,
            "q": lambda: 0.012 * height**3 * numpy.cos(north) ** 2 + 0.0001 * (1 + wave),
            "z": lambda: 287.05 * 250 * numpy.log(1 / height) + 500 * wave * numpy.cos(north),
        }[name]()

    def write(self, directory, start):
        group = zarr.open_group(directory, mode="w", zarr_version=2)
        group.attrs["Conventions"] = "CF-1.8"
        epoch = start.strftime("hours since %Y-%m-%d %H:%M:%S")
        self.coordinate(group, "time", LEADS, {"units": epoch, "calendar": "proleptic_gregorian"})
        self.coordinate(group, "lat", self.latitudes, {"units": "degrees_north"})
        self.coordinate(group, "lon", self.longitudes, {"units": "degrees_east"})
        self.coordinate(group, "pressure_level", self.levels, {"units": "hPa"})
        for name, units in SURFACE.items():
            array = self.array(group, name, units, ["time", "lat", "lon"], ())
            for i, lead in enumerate(LEADS):
                array[i] = self.field(name, None, lead)
        for name, units in ON_LEVELS.items():
            array = self.array(group, name, units, ["time", "pressure_level", "lat", "lon"], (len(self.levels),))
            for i, lead in enumerate(LEADS):
                for k, level in enumerate(self.levels):
                    array[i, k] = self.field(name, level, lead)
        zarr.consolidate_metadata(directory)

    @staticmethod
    def coordinate(group, name, values, attributes):
        array = group.array(name, numpy.asarray(values, "<f8"), chunks=len(values), fill_value=None)
        array.attrs.update(attributes, _ARRAY_DIMENSIONS=[name])

    def array(self, group, name, units, dimensions, levels):
        grid = (len(self.latitudes), len(self.longitudes))
        # Nothing may be left to a fill value: a chunk that is not written is not in the manifest either.
        array = group.create_dataset(
            name,
            shape=(len(LEADS), *levels, *grid),
            chunks=(1, *(1 for _ in levels), *grid),
            dtype="<f4",
            compressor=self.COMPRESSOR,
            fill_value=float("nan"),
            write_empty_chunks=True,
        )
        array.attrs.update(units=units, _ARRAY_DIMENSIONS=dimensions)
        return array


def write_manifest(directory, hotkey, key):
    """Lists every file with its hash, signs the list, and gives the hash of the list."""
    files = {}
    for folder, _, names in os.walk(directory):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), directory).replace(os.sep, "/")
            with open(os.path.join(folder, name), "rb") as file:
                files[path] = hashlib.sha256(path.encode() + b"\0" + file.read()).hexdigest()
    manifest = {
        "manifest_schema_version": "1.0",
        "profile_structure_version": "3.4.0-verify_on_read_mapper",
        "chunk_hash_algorithm": "sha256",
        "signer_hotkey_ss58": hotkey,
        "files": files,
    }
    data = json.dumps(manifest, sort_keys=True, indent=4).encode()
    for name, content in (("manifest.json", data), ("manifest.sig", key.sign(data))):
        with open(os.path.join(directory, name), "wb") as file:
            file.write(content)
    return hashlib.sha256(data).hexdigest()
