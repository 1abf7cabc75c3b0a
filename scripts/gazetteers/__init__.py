"""Builders of the rule set's gazetteers; run them with `python scripts/build_gazetteers.py`."""
