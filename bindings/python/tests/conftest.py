# SPDX-License-Identifier: MIT
import pathlib

import ecosearch
import pytest

SAMPLES = pathlib.Path(__file__).resolve().parents[3] / "samples"


@pytest.fixture(scope="session")
def samples():
    return SAMPLES


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index") / "of samples é"
    ecosearch.build(folder, SAMPLES)
    return folder


@pytest.fixture
def index(path):
    with ecosearch.open(path) as opened:
        yield opened
