"""佐证材料的文件: stored by content hash outside the database, inspected before they are kept."""

from api.blobs.inspection import ALLOWED, Inspected, inspect
from api.blobs.names import display_name
from api.blobs.store import Blobs, Received

__all__ = ["ALLOWED", "Blobs", "Inspected", "Received", "display_name", "inspect"]
