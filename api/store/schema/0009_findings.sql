-- How many errors and warnings the checks found, kept with every save; NULL: last saved before this was counted.
ALTER TABLE evaluations ADD COLUMN findings INTEGER;

DROP TRIGGER approved_evaluation_update;

CREATE TRIGGER approved_evaluation_update
BEFORE UPDATE ON evaluations
WHEN OLD.state IN ('approved', 'published', 'withdrawn') AND (
    NEW.id IS NOT OLD.id OR NEW.task_id IS NOT OLD.task_id OR NEW.plan_id IS NOT OLD.plan_id
    OR NEW.plan_version_id IS NOT OLD.plan_version_id OR NEW.agency_id IS NOT OLD.agency_id
    OR NEW.year IS NOT OLD.year OR NEW.name IS NOT OLD.name
    OR NEW.rulebook_digest IS NOT OLD.rulebook_digest OR NEW.levels IS NOT OLD.levels
    OR NEW.state NOT IN ('approved', 'published', 'withdrawn') OR NEW.level IS NOT OLD.level
    OR NEW.round IS NOT OLD.round OR NEW.revision IS NOT OLD.revision
    OR NEW.previous_id IS NOT OLD.previous_id OR NEW.document IS NOT OLD.document
    OR NEW.total IS NOT OLD.total OR NEW.total_scaled IS NOT OLD.total_scaled OR NEW.low IS NOT OLD.low
    OR NEW.high IS NOT OLD.high OR NEW.grade IS NOT OLD.grade OR NEW.rate IS NOT OLD.rate
    OR NEW.rate_scaled IS NOT OLD.rate_scaled OR NEW.open_lines IS NOT OLD.open_lines
    OR NEW.owed IS NOT OLD.owed OR NEW.weak IS NOT OLD.weak OR NEW.findings IS NOT OLD.findings
    OR NEW.created_by IS NOT OLD.created_by OR NEW.created_at IS NOT OLD.created_at OR NEW.submitted_by IS NOT OLD.submitted_by
    OR NEW.submitted_at IS NOT OLD.submitted_at OR NEW.approved_at IS NOT OLD.approved_at
)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved evaluation');
END;
