"""Run the command as ``python -m izdeu.cli``."""

import sys

from izdeu.cli import main

sys.exit(main())
