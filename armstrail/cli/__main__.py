"""``python -m armstrail.cli``."""

from . import main

main()
