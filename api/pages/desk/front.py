"""/: the way in (首页) — to the own desk, to what is published, or, in a demonstration, to the samples."""

from flask import Response, redirect

from api.pages.desk.base import HOME, Visit, page


@page("/", public=True, initial=True)
def front(visit: Visit) -> Response:
    """On to where whoever asks has something to see."""
    place = HOME if visit.actor.person_id else "/samples" if visit.service.settings.demo else "/published"
    return redirect(place, 303)  # type: ignore[return-value]
