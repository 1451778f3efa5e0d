"""Training the labeller. Needs JAX and Optax, which the program itself does not.

    uv run --group train python -m analysis.language.training TRAIN

TRAIN is a checkout of PolNeAR 1.0, or a file with one JSON object a line: `{"doc", "text",
"attributions": [{"source", "cue", "content"}]}`, each role a list of [start, end] code points,
as `positions extract` prints them. See docs/model-card.md.
"""
