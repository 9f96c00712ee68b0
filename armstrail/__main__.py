"""``python -m armstrail``."""

from .cli import main

main()
