# SPDX-License-Identifier: MIT
"""What pyproject.toml cannot say: the module in C, and that one wheel serves every Python 3 from 3.9 on."""
from setuptools import setup

setup(
    cffi_modules=["build_face.py:ffi"],
    options={"bdist_wheel": {"py_limited_api": "cp39"}},
)
