"""Make the pictures of the README: the first pages of Weldom's brief and plan, as a browser prints them.

    python docs/images/make.py

Needs Chrome, Edge or Chromium and, from poppler-utils, `pdftoppm`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).parent
DOTS_PER_INCH = 100
PICTURES = {"brief": "brief-page-one", "plan": "plan-page-one"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        render = ["-m", "rse_plan", "render", "--example", "weldom", "--language", "fr", "--format", "pdf"]
        subprocess.run([sys.executable, *render, "--out", folder], check=True)
        picture = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DOTS_PER_INCH)]
        for document, name in PICTURES.items():
            subprocess.run([*picture, Path(folder) / f"{document}.pdf", IMAGES / name], check=True)


if __name__ == "__main__":
    main()
