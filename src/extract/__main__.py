"""Makes `python -m extract` the same as the command `extract`."""

from extract.cli import main

main()
