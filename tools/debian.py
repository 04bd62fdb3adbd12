"""The programs and libraries that only Debian packages have: one list, installed by apt when missing and possible.

Standard library only.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """A program, or a library (by its file's name), that some checks need, and the Debian package that has it."""

    program: str
    package: str
    purpose: str


TOOLS = [
    Tool("chromium", "chromium", "the journeys in a browser"),
    Tool("libatomic.so.1", "libatomic1", "the driver of that browser"),
    Tool("pdftotext", "poppler-utils", "reading certificates as a PDF reader does"),
    Tool("msgfmt", "gettext", "comparing the translations with the code"),
    Tool("hb-shape", "libharfbuzz-bin", "comparing a certificate's glyphs with HarfBuzz's"),
]

# The packages without which no journey can be told.
BROWSER = {"chromium", "libatomic1"}

# Only for a Python from Debian that cannot make environments.
VENV_PACKAGE = "python3-venv"


def missing() -> list[Tool]:
    """Return the programs that are not on the PATH, and the libraries that cannot be loaded."""
    return [tool for tool in TOOLS if not _is_there(tool.program)]


def _is_there(name: str) -> bool:
    if ".so" not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install(packages: Sequence[str]) -> str:
    """Install packages by apt, as root or through a sudo that asks for no password; return "" or why it failed."""
    apt = _apt()
    if not apt:
        return "apt-get cannot be used here (it needs root, or sudo without a password)"
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install_command = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    for command in ([*apt, "update"], install_command):
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        if done.returncode and command is install_command:
            return done.stderr.strip() or done.stdout.strip()
    return ""


def _apt() -> list[str]:
    """Return the command by which packages can be installed without a question, or nothing."""
    if shutil.which("apt-get") is None:
        return []
    if os.geteuid() == 0:
        return ["apt-get", "--quiet"]
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n", "apt-get", "--quiet"]
    return []
