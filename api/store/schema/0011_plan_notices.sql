-- A notice may be about a plan: submitted, returned, approved.
ALTER TABLE notifications ADD COLUMN plan_id INTEGER REFERENCES plans (id);

-- Few wait at a time, however many there are.
CREATE INDEX plan_versions_waiting ON plan_versions (plan_id) WHERE state = 'submitted';

-- What was asked of people is settled with the step that does it.
CREATE INDEX notifications_open_of_evaluation ON notifications (evaluation_id) WHERE read_at IS NULL;

CREATE INDEX notifications_open_of_plan ON notifications (plan_id) WHERE read_at IS NULL;
