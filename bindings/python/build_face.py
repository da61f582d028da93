# SPDX-License-Identifier: MIT
"""Makes the module ecosearch._face: the C face as cffi sees it, compiled against the installed headers.

Structs end with "...": their layout comes from the headers, and what Python does not use is not repeated here.
"""
import os
import pathlib
import shlex
import subprocess

from cffi import FFI


def _pkg_config(what):
    tool = os.environ.get("PKG_CONFIG", "pkg-config")
    try:
        found = subprocess.run([tool, what, "ecosearch"], check=True, stdout=subprocess.PIPE, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            "libecosearch was not found by pkg-config: install it (cmake --install BUILD --prefix DIR) and set "
            f"PKG_CONFIG_PATH to the folder of ecosearch.pc ({error})"
        ) from None
    return shlex.split(found.stdout)


def _link_flags():
    """A library outside the system's folders is found again at run time where it lay; $ECOSEARCH_NO_RPATH: it moves."""
    flags = _pkg_config("--libs")
    if os.environ.get("ECOSEARCH_NO_RPATH"):
        return flags
    return flags + [f"-Wl,-rpath,{flag[2:]}" for flag in flags if flag.startswith("-L")]


ffi = FFI()
ffi.cdef(pathlib.Path(__file__).with_name("face.cdef").read_text(encoding="utf-8"))
ffi.set_source(
    "ecosearch._face",
    "#include <ecosearch/ecosearch.h>",
    extra_compile_args=_pkg_config("--cflags"),
    extra_link_args=_link_flags(),
    py_limited_api=True,
)
