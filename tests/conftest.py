"""What is collected where."""

import sys

from hypothesis import HealthCheck, settings

# Whether a test passes must not depend on what else the machine does.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# It binds the sockets that display servers have on Linux.
collect_ignore = [] if sys.platform.startswith("linux") else ["test_display.py"]
