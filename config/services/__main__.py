"""`python -m config.services start FOLDER` leaves both servers running and prints their addresses.

`stop FOLDER` ends them.
"""

import sys
from pathlib import Path

from config.services import ServiceError, start, stop


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in ("start", "stop"):
        print("Usage: python -m config.services start|stop FOLDER", file=sys.stderr)
        return 2
    verb, folder = arguments[0], Path(arguments[1])
    try:
        if verb == "start":
            services = start(folder, durable=True, tethered=False)
            for name, value in services.environment.items():
                print(f"{name}={value}")
        else:
            print("Stopped." if stop(folder) else "Nothing was running there.")
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
