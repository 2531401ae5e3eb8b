"""REST, one file per noun: unpack, have it done, pack."""

from flask import Blueprint

from api.door.operation import Operation
from api.door.router import router
from api.resources.agencies import operations as agencies
from api.resources.audit import operations as audit
from api.resources.check import blueprint as check
from api.resources.compare import blueprint as compare
from api.resources.health import blueprint as health
from api.resources.narrative import blueprint as narrative
from api.resources.openapi import describing
from api.resources.rollup import blueprint as rollup
from api.resources.rulebooks import blueprint as rulebooks
from api.resources.score import blueprint as score
from api.resources.verify import blueprint as verify

OPERATIONS: tuple[Operation, ...] = tuple(each for noun in (agencies, audit) for each in noun.all)
STATELESS: tuple[Blueprint, ...] = (score, check, verify, compare, narrative, rollup)
BLUEPRINTS: tuple[Blueprint, ...] = (*STATELESS, rulebooks, health, describing(OPERATIONS), router(OPERATIONS))
