"""REST, one file per noun: unpack, have it done, pack."""

from flask import Blueprint

from api.door.operation import Operation
from api.door.router import router
from api.resources.agencies import operations as agencies
from api.resources.audit import operations as audit
from api.resources.check import blueprint as check
from api.resources.compare import blueprint as compare
from api.resources.deviations import operations as deviations
from api.resources.evaluations import operations as evaluations
from api.resources.evidence import operations as evidence
from api.resources.forms import operations as forms
from api.resources.health import blueprint as health
from api.resources.jobruns import operations as jobruns
from api.resources.logins import operations as logins
from api.resources.metrics import blueprint as metrics
from api.resources.narrative import blueprint as narrative
from api.resources.notifications import operations as notifications
from api.resources.openapi import describing
from api.resources.people import operations as people
from api.resources.plans import operations as plans
from api.resources.published import operations as published
from api.resources.reviewing import operations as reviewing
from api.resources.rollup import blueprint as rollup
from api.resources.rulebooks import blueprint as rulebooks
from api.resources.score import blueprint as score
from api.resources.tasks import operations as tasks
from api.resources.tokens import operations as tokens
from api.resources.verify import blueprint as verify

OPERATIONS: tuple[Operation, ...] = tuple(
    each
    for noun in (
        agencies,
        people,
        logins,
        tokens,
        audit,
        tasks,
        plans,
        evaluations,
        evidence,
        forms,
        reviewing,
        deviations,
        published,
        notifications,
        jobruns,
    )
    for each in noun.all
)
STATELESS: tuple[Blueprint, ...] = (score, check, verify, compare, narrative, rollup)
BLUEPRINTS: tuple[Blueprint, ...] = (*STATELESS, rulebooks, health, metrics, describing(OPERATIONS), router(OPERATIONS))
