"""总览: the scope that is looked at, and every figure of it."""

from api.actions.dashboard.board import board
from api.actions.dashboard.scope import Asked, Scope, not_started, scope, years

__all__ = ["Asked", "Scope", "board", "not_started", "scope", "years"]
