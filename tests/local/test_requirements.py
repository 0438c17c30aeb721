"""What is pinned is enough on every Python that the portal promises to run on."""

import re
from importlib.metadata import distributions

from packaging.markers import Environment, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dipb_portal.local.process import BASE_DIR


def test_the_first_python_3_11_lacks_no_package() -> None:
    pins = (BASE_DIR / "requirements" / "dev.txt").read_text()
    pinned = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", pins, re.MULTILINE)}
    oldest = Environment(**(default_environment() | {"python_full_version": "3.11.0"}))
    asked = [Requirement(line) for installed in distributions() for line in installed.requires or ()]
    wanted = {
        canonicalize_name(each.name)
        for each in asked
        if not each.marker or each.marker.evaluate(oldest | {"extra": ""})
    }
    assert wanted - pinned == set()
