"""What gunicorn serves. Web processes, and only they, keep a pool of database connections."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DATABASE_POOL", "1")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# A list of 430 KPIs with ten years of figures makes some hundred thousand objects and no cycles of them. Python's own
# thresholds walk all of them over and over while it is made: a third of the page's time (make bench, kpis). What is
# loaded by now stays for good and is not walked at all.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
