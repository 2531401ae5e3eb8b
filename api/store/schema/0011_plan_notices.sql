-- A notice may be about a plan: submitted, returned, approved.
ALTER TABLE notifications ADD COLUMN plan_id INTEGER REFERENCES plans (id);

-- Few wait at a time, however many there are.
CREATE INDEX plan_versions_waiting ON plan_versions (plan_id) WHERE state = 'submitted';
