"""The engine of `positions`: reading, language, store, comparison and export."""
