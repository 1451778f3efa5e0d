"""Make the pictures of docs/ from the real program on the seed dossier: python docs/screenshot.py

The article is read, analysed and shown as on a first start; nothing is drawn by hand.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import tui.app  # noqa: E402
from analysis.opening import create_seed, seed_articles  # noqa: E402
from tui.app import PositionsApp  # noqa: E402

tui.app.MOMENT = 1000.0  # no welcome, no work of its own
WIDE, ORDINARY = (160, 48), (120, 34)
PICTURES = {
    "screenshot.svg": (WIDE, ("3", "down", "down", "down")),
    "review.svg": (ORDINARY, ("R", "v", "n")),
    "pair.svg": (ORDINARY, ("1", "G", "=", "3", "G", "k", "=")),
}


async def main() -> None:
    """Open a fresh seed dossier, press the keys, and save each picture."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = create_seed(Path(folder) / "tiktok")
        dossier.add(seed_articles(dossier))
        for name, (size, keys) in PICTURES.items():
            app = PositionsApp(dossier)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                for key in keys:
                    await pilot.press(key)
                    await pilot.pause(0.2)  # a decision is on the disk by then
                picture = app.export_screenshot(title="positions")
            path = Path(__file__).with_name(name)
            path.write_text(picture, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    asyncio.run(main())
