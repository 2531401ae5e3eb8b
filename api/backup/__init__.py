"""备份: database and evidence together, verified before it has its name, and put back only into empty places."""

from api.backup.making import Made, age, keep_newest, listed, make
from api.backup.manifest import MANIFEST, Manifest
from api.backup.restoring import restore
from api.backup.verifying import verify

__all__ = ["MANIFEST", "Made", "Manifest", "age", "keep_newest", "listed", "make", "restore", "verify"]
