"""What is collected where."""

import sys

# It binds the sockets that display servers have on Linux.
collect_ignore = [] if sys.platform.startswith("linux") else ["test_display.py"]
