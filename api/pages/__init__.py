"""Pages for people: no script needed, printed on A4."""

from flask import Blueprint

from api.pages import published, rulebooks, verify
from api.pages.desk import blueprint as desk
from api.pages.docs import blueprint as docs
from api.pages.forms import blueprint as forms
from api.pages.problems import blueprint as problems

PUBLIC = (published, rulebooks, verify)  # of the desk's blueprint, too, for whoever is signed in stays so
BLUEPRINTS: tuple[Blueprint, ...] = (desk, forms, problems, docs)
