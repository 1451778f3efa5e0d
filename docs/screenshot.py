"""Make docs/screenshot.svg from the real program on the seed dossier: python docs/screenshot.py

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

from analysis.opening import create_seed, seed_articles  # noqa: E402
from tui.app import PositionsApp  # noqa: E402

SIZE = (160, 48)
KEYS = {"screenshot.svg": ("3", "down", "down", "down")}


async def main() -> None:
    """Open a fresh seed dossier, press the keys, and save each picture."""
    with tempfile.TemporaryDirectory() as folder:
        dossier = create_seed(Path(folder) / "tiktok")
        dossier.add(seed_articles(dossier))
        for name, keys in KEYS.items():
            app = PositionsApp(dossier)
            async with app.run_test(size=SIZE) as pilot:
                await pilot.pause()
                await pilot.press(*keys)
                await pilot.pause()
                picture = app.export_screenshot(title="positions")
            path = Path(__file__).with_name(name)
            path.write_text(picture, encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    asyncio.run(main())
