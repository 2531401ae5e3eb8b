"""The state machine: people of every role try everything, and each time the service must do what the model says."""

from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.api.service.workflow.chance import AtOnce, Day, Event, Mark, Tried, happenings
from tests.api.service.workflow.coverage import Coverage
from tests.api.service.workflow.prepared import Prepared
from tests.api.service.workflow.stage import Stage


class Workflow(RuleBasedStateMachine):
    """One run: from the evaluations of the beginning as far as chance takes it."""

    prepared: ClassVar[Prepared]
    coverage: ClassVar[Coverage]

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage(self.prepared, self.coverage)
        self.sound = True

    def teardown(self) -> None:
        """The slow checks; what failed already fails no second time."""
        self.stage.close(look=self.sound)

    @rule(events=happenings())
    def happens(self, events: list[Event]) -> None:
        """Something happens."""
        self.sound = False
        for event in events:
            self.happen(event)
        self.sound = True

    def happen(self, event: Event) -> None:
        """One event."""
        if isinstance(event, Tried):
            self.stage.attempt(event.attempt, http=event.http, twice=event.twice)
        elif isinstance(event, AtOnce):
            self.stage.many(event.attempts)
        elif isinstance(event, Day):
            self.stage.model.day = event.day
        elif isinstance(event, Mark):
            self.stage.mark(event.id, confidential=event.confidential)
        else:
            self.stage.extend(event.id, event.day, for_all=event.for_all)
