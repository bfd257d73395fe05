"""The part of the build that pyproject.toml cannot say: the gRPC stubs are generated from the protos.

The protos are those of the repository (`../../proto`); a source distribution carries its own copy (`proto`).
The stubs land in `gaztag._pb.v1`, because the proto package `gaztag.v1` would clash with the package `gaztag`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from importlib import metadata, resources
from pathlib import Path
from typing import Any, ClassVar

from setuptools import Command, setup
from setuptools.command.build import build
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
STUB_PACKAGE = Path("gaztag", "_pb", "v1")
PROTO_PACKAGE = Path("gaztag", "v1")


def proto_root() -> Path:
    """Return the folder of the protos: the copy in a source distribution, else that of the repository."""
    for root in (HERE / "proto", HERE.parent.parent / "proto"):
        if (root / PROTO_PACKAGE).is_dir():
            return root
    raise SystemExit(f"no protos: neither `{HERE / 'proto'}` nor `../../proto` holds `{PROTO_PACKAGE}`")


def generate_stubs(target: Path) -> list[Path]:
    """Generate the stubs of every proto of gaztag into `target` and return the files written."""
    from grpc_tools import protoc  # noqa: PLC0415 - not needed to make an sdist

    root = proto_root()
    protos = sorted((root / PROTO_PACKAGE).glob("*.proto"))
    well_known = resources.files("grpc_tools") / "_proto"
    written = []
    with tempfile.TemporaryDirectory() as scratch:
        outputs = [f"--{kind}_out={scratch}" for kind in ("python", "pyi", "grpc_python")]
        arguments = ["protoc", f"-I{root}", f"-I{well_known}", *outputs, *map(str, protos)]
        if protoc.main(arguments) != 0:
            raise SystemExit("protoc failed: see the messages above")
        target.mkdir(parents=True, exist_ok=True)
        for source in sorted(Path(scratch, PROTO_PACKAGE).iterdir()):
            text = source.read_text(encoding="utf-8")
            text = re.sub(r"(?m)^from gaztag\.v1 import ", "from gaztag._pb.v1 import ", text)
            stub = target / source.name
            stub.write_text(text, encoding="utf-8")
            written.append(stub)
    return written


def dependencies() -> list[str]:
    """Return what the client needs at run time.

    Generated stubs refuse to be imported by a grpcio or a protobuf older than their generator. Its own requirements
    name both, so they become ours.
    """
    generator = [
        requirement
        for requirement in metadata.requires("grpcio-tools") or []
        if re.match(r"(grpcio|protobuf)\b(?!-)", requirement) and ";" not in requirement
    ]
    return [*generator, "googleapis-common-protos>=1.63", "grpcio-status>=1.60", "tqdm>=4.60"]


class BuildStubs(Command):
    """Generates the stubs: beside the sources of an editable installation, else into the build folder."""

    description = "generate the gRPC stubs"
    user_options: ClassVar[list[tuple[str, str | None, str]]] = [("build-lib=", "d", "folder to generate into")]

    def initialize_options(self) -> None:
        """Set the attributes that setuptools asks of a build step."""
        self.editable_mode = False
        self.build_lib: str | None = None

    def finalize_options(self) -> None:
        """Take the build folder of the build."""
        self.set_undefined_options("build_py", ("build_lib", "build_lib"))

    def run(self) -> None:
        """Generate."""
        generate_stubs(self._target())

    def get_source_files(self) -> list[str]:
        """Return nothing: `SdistWithProtos` copies the protos."""
        return []

    def get_outputs(self) -> list[str]:
        """Return the stubs generated."""
        return [str(stub) for stub in self._target().glob("*_pb2*.py*")]

    def get_output_mapping(self) -> dict[str, str]:
        """Return nothing: no stub is a copy of a source file."""
        return {}

    def _target(self) -> Path:
        base = HERE / "src" if self.editable_mode else Path(self.build_lib or "")
        return base / STUB_PACKAGE


class BuildWithStubs(build):
    """A build with the stubs as its last step."""

    sub_commands: ClassVar[list[Any]] = [*build.sub_commands, ("build_stubs", None)]


class SdistWithProtos(sdist):
    """A source distribution that carries the protos, for it is built outside the repository."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        """Add the protos to the tree."""
        super().make_release_tree(base_dir, files)
        shutil.copytree(proto_root(), Path(base_dir, "proto"), dirs_exist_ok=True)


setup(
    install_requires=dependencies(),
    cmdclass={"build": BuildWithStubs, "build_stubs": BuildStubs, "sdist": SdistWithProtos},
)
