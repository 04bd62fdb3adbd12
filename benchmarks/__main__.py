"""`./bench`: what each page costs, as a multiple of a bare Django view, in one run on one server.

`./bench growth`: whether pages and progress cost the same with 1,000 and with 1,000,000 events.
"""

import os
import sys
import tempfile

os.environ["KAFAAT_VAR"] = tempfile.mkdtemp(prefix="kafaat-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.base"
os.environ["KAFAAT_ALLOWED_HOSTS"] = "127.0.0.1"

import django

django.setup()

from benchmarks import growth, pages  # noqa: E402 (settings come first)

if __name__ == "__main__":
    sys.exit(growth.main() if sys.argv[1:] == ["growth"] else pages.main())
