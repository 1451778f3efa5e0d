"""The command that trains the labeller: see the package."""

import argparse
import sys
from pathlib import Path

from analysis.errors import PositionsError
from analysis.language import LABELLED_BY, LABELLER_VERSION
from analysis.language.labeller import Meta
from analysis.language.training.calibrate import calibrate
from analysis.language.training.corpus import read_articles, read_examples
from analysis.language.training.fit import fit, save
from analysis.language.training.polnear import read_checkout

_HERE = Path(__file__).parents[1] / "data" / "roles.npz"


def main() -> None:
    """Train, calibrate, write."""
    parser = argparse.ArgumentParser(prog="python -m analysis.language.training")
    parser.add_argument(
        "train", type=Path, help="a PolNeAR checkout, or annotated articles, .jsonl or .jsonl.gz"
    )
    parser.add_argument("-o", "--output", type=Path, default=_HERE)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--threshold", type=float, default=0.36, help="of a cue's probability")
    parser.add_argument("--least", type=float, default=0.3, help="confidence that is told")
    parser.add_argument("--limit", type=int, help="use only the first articles")
    given = parser.parse_args()

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    try:
        read = read_checkout if given.train.is_dir() else read_articles
        articles = read(given.train)[: given.limit]
    except (PositionsError, OSError) as error:
        parser.error(str(error))
    tell(f"parsing {len(articles)} articles")
    examples = list(read_examples(articles))
    meta = Meta(LABELLER_VERSION, (LABELLED_BY,), given.threshold, given.least, {})
    # A tenth is held back to calibrate by; the weights that ship are then fitted to all.
    tell("fitting without every tenth article, to calibrate")
    most = [e for i, e in enumerate(examples) if i % 10]
    held = [e for i, e in enumerate(examples) if i % 10 == 0]
    trial = fit(most, meta, epochs=given.epochs, seed=given.seed, tell=tell)
    meta = calibrate(held, trial)
    tell("fitting to all")
    weights = fit(examples, meta, epochs=given.epochs, seed=given.seed, tell=tell)
    save(weights, given.output)
    tell(f"{given.output}: {given.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
