"""`make bench`: the measurements of docs/benchmarks.md, on servers of their own whose commits wait for the disk."""

import os
import sys

import django

from tests.run import begin, end

# Before any model is imported: settings need to know where everything is. A server that is there already is left alone.
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
    os.environ.pop(name, None)
_started = begin(durable=True)
try:
    os.environ["DEBUG"] = "0"
    django.setup()

    from tests.performance import bench

    bench.main(sys.argv[1:])
finally:
    end(_started)
