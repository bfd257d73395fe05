"""Fetches packages by name and version through the ordinary clients, once, into a cache directory."""

import subprocess
import sys
from pathlib import Path


def _run(command, directory):
    print("+", " ".join(command), file=sys.stderr)
    subprocess.run(command, cwd=directory, check=True, stdout=subprocess.DEVNULL)


def _one(directory, pattern, command):
    directory.mkdir(parents=True, exist_ok=True)
    found = sorted(directory.glob(pattern))
    if not found:
        _run(command, directory)
        found = sorted(directory.glob(pattern))
    if len(found) != 1:
        sys.exit(f"{directory}: expected one file {pattern}, found {len(found)}")
    return found[0]


def pip_download(name, version, cache):
    """The wheel of a pure Python package."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", f"{name}=={version}"]
    return _one(Path(cache), f"{name}-{version}-*.whl", command)


def npm_pack(name, version, cache):
    """The tarball of an npm package."""
    return _one(Path(cache), f"{name}-{version}.tgz", ["npm", "pack", "--silent", f"{name}@{version}"])


def apt_unpack(name, version, cache):
    """The directory of an unpacked Debian package."""
    cache = Path(cache)
    package = _one(cache, f"{name}_{version}_*.deb", ["apt-get", "download", f"{name}={version}"])
    root = cache / package.stem
    if not root.is_dir():
        partial = cache / (package.stem + ".partial")
        _run(["dpkg-deb", "-x", str(package.resolve()), str(partial.resolve())], cache)
        partial.rename(root)
    return root
