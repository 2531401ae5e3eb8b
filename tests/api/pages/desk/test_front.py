"""The way in: people come to their desk, everybody else to what is published, a demonstration shows its samples."""

from dataclasses import replace

from api.settings import as_demo
from tests.api.pages.desk.person import Person
from tests.api.service.world import World


def test_people_come_to_their_desk_and_others_to_what_is_published(world: World) -> None:
    person = Person(world, "填报人甲")
    person.get("/")
    assert person.place == "/home"
    other = Person(world)
    other.get("/")
    assert other.place == "/published"
    person.post("/logout")
    person.get("/")
    assert person.place == "/published"


def test_a_demonstration_shows_its_samples_to_whoever_is_not_signed_in(world: World) -> None:
    world.service = replace(world.service, settings=as_demo(world.service.settings))
    world.app.extensions["jixiao.service"] = world.service
    other = Person(world)
    other.get("/")
    assert other.place == "/samples"
    assert "样表" in other.page
    person = Person(world, "填报人甲")
    person.get("/")
    assert person.place == "/home"
