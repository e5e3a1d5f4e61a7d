"""Make the picture of the README: page one of Weldom's plan, as Chromium prints it.

    python docs/images/make.py

Needs `chromium` and, from poppler-utils, `pdftoppm`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).parent
DOTS_PER_INCH = 110


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        render = ["-m", "rse_plan", "render", "--example", "weldom", "--language", "fr", "--format", "html"]
        subprocess.run([sys.executable, *render, "--out", folder], check=True)
        printed = work / "plan.pdf"
        chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([*chromium, f"--print-to-pdf={printed}", (work / "plan.html").as_uri()], check=True)
        picture = ["pdftoppm", "-png", "-singlefile", "-f", "1", "-r", str(DOTS_PER_INCH)]
        subprocess.run([*picture, printed, IMAGES / "plan-page-one"], check=True)


if __name__ == "__main__":
    main()
