"""Pages for people: no script needed, printed on A4."""

from flask import Blueprint

from api.pages.desk import blueprint as desk
from api.pages.docs import blueprint as docs
from api.pages.forms import blueprint as forms
from api.pages.problems import blueprint as problems
from api.pages.published import blueprint as published
from api.pages.rulebooks import blueprint as rulebooks

BLUEPRINTS: tuple[Blueprint, ...] = (desk, forms, published, rulebooks, problems, docs)
