"""What concerns no agency in particular: only for whoever holds the right at the top of the tree."""

from api.auth import RIGHT_NAMES, Actor, Right, reach
from api.problems.service import NotAllowed
from api.store import Store, auditing


def holds_top(store: Store, actor: Actor, right: Right) -> bool:
    """Is the right held for an agency that has none above it?"""
    return bool(reach(actor, right) & auditing.tops(store))


def require_top(store: Store, actor: Actor, right: Right) -> None:
    """NotAllowed unless the right is held for an agency that has none above it."""
    if not holds_top(store, actor, right):
        raise NotAllowed(f"{RIGHT_NAMES[right]}（须对最上级单位有此权限）")
