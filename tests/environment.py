"""The environment of the tests, set before settings are read: pytest loads this plugin first.

The database is the one of DATABASE_URL where set, else SQLite. `make test` runs the suite on both.
"""

import os
import tempfile

from cryptography.fernet import Fernet

if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="coalition-tests-")
os.environ.pop("DEBUG", None)
os.environ.setdefault("SECRET_KEY", "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG")
os.environ.setdefault("CONTACT_KEYS", Fernet.generate_key().decode())
os.environ.setdefault("CONTACT_INDEX_KEY", "only-for-tests")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:1")
os.environ.setdefault("LOG_LEVEL", "ERROR")
