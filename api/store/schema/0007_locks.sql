-- 审定之后不可更改: what the database itself refuses. INSERT triggers close the way of INSERT OR REPLACE.
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
    OR NEW.owed IS NOT OLD.owed OR NEW.weak IS NOT OLD.weak OR NEW.created_by IS NOT OLD.created_by
    OR NEW.created_at IS NOT OLD.created_at OR NEW.submitted_by IS NOT OLD.submitted_by
    OR NEW.submitted_at IS NOT OLD.submitted_at OR NEW.approved_at IS NOT OLD.approved_at
)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved evaluation');
END;

CREATE TRIGGER approved_evaluation_delete
BEFORE DELETE ON evaluations
WHEN OLD.state IN ('approved', 'published', 'withdrawn')
BEGIN
    SELECT RAISE(ABORT, 'locked: approved evaluation');
END;

CREATE TRIGGER approved_evaluation_replace
BEFORE INSERT ON evaluations
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.id OR (task_id = NEW.task_id AND plan_id = NEW.plan_id AND revision = NEW.revision))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved evaluation');
END;

-- UPDATE OR REPLACE would push out the row whose place is taken.
CREATE TRIGGER approved_evaluation_push
BEFORE UPDATE OF id, task_id, plan_id, revision ON evaluations
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.id OR (task_id = NEW.task_id AND plan_id = NEW.plan_id AND revision = NEW.revision))
    AND id <> OLD.id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved evaluation');
END;

-- What belongs to an approved evaluation is as locked as the evaluation itself.

CREATE TRIGGER approved_deviations_insert
BEFORE INSERT ON deviations
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM deviations WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: deviations of an approved evaluation');
END;

CREATE TRIGGER approved_deviations_update
BEFORE UPDATE ON deviations
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: deviations of an approved evaluation');
END;

CREATE TRIGGER approved_deviations_delete
BEFORE DELETE ON deviations
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: deviations of an approved evaluation');
END;

CREATE TRIGGER approved_deviations_move
BEFORE UPDATE OF id, evaluation_id ON deviations
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM deviations WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: deviations of an approved evaluation');
END;

CREATE TRIGGER approved_explanation_history_insert
BEFORE INSERT ON explanation_history
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM explanation_history WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: explanation_history of an approved evaluation');
END;

CREATE TRIGGER approved_explanation_history_update
BEFORE UPDATE ON explanation_history
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: explanation_history of an approved evaluation');
END;

CREATE TRIGGER approved_explanation_history_delete
BEFORE DELETE ON explanation_history
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: explanation_history of an approved evaluation');
END;

CREATE TRIGGER approved_explanation_history_move
BEFORE UPDATE OF id, evaluation_id ON explanation_history
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM explanation_history WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: explanation_history of an approved evaluation');
END;

CREATE TRIGGER approved_submissions_insert
BEFORE INSERT ON submissions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM submissions WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: submissions of an approved evaluation');
END;

CREATE TRIGGER approved_submissions_update
BEFORE UPDATE ON submissions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: submissions of an approved evaluation');
END;

CREATE TRIGGER approved_submissions_delete
BEFORE DELETE ON submissions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: submissions of an approved evaluation');
END;

CREATE TRIGGER approved_submissions_move
BEFORE UPDATE OF id, evaluation_id ON submissions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM submissions WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: submissions of an approved evaluation');
END;

CREATE TRIGGER approved_reviews_insert
BEFORE INSERT ON reviews
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = NEW.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: reviews of an approved evaluation');
END;

CREATE TRIGGER approved_reviews_update
BEFORE UPDATE ON reviews
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: reviews of an approved evaluation');
END;

CREATE TRIGGER approved_reviews_delete
BEFORE DELETE ON reviews
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: reviews of an approved evaluation');
END;

CREATE TRIGGER approved_reviews_move
BEFORE UPDATE OF evaluation_id ON reviews
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = NEW.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: reviews of an approved evaluation');
END;

CREATE TRIGGER approved_decisions_insert
BEFORE INSERT ON decisions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM decisions WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: decisions of an approved evaluation');
END;

CREATE TRIGGER approved_decisions_update
BEFORE UPDATE ON decisions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: decisions of an approved evaluation');
END;

CREATE TRIGGER approved_decisions_delete
BEFORE DELETE ON decisions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: decisions of an approved evaluation');
END;

CREATE TRIGGER approved_decisions_move
BEFORE UPDATE OF id, evaluation_id ON decisions
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM decisions WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: decisions of an approved evaluation');
END;

CREATE TRIGGER approved_evidence_insert
BEFORE INSERT ON evidence
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM evidence WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: evidence of an approved evaluation');
END;

CREATE TRIGGER approved_evidence_update
BEFORE UPDATE ON evidence
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: evidence of an approved evaluation');
END;

CREATE TRIGGER approved_evidence_delete
BEFORE DELETE ON evidence
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE id = OLD.evaluation_id AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: evidence of an approved evaluation');
END;

CREATE TRIGGER approved_evidence_move
BEFORE UPDATE OF id, evaluation_id ON evidence
WHEN EXISTS (
    SELECT 1 FROM evaluations
    WHERE (id = NEW.evaluation_id OR id = (SELECT evaluation_id FROM evidence WHERE id = NEW.id))
    AND state IN ('approved', 'published', 'withdrawn')
)
BEGIN
    SELECT RAISE(ABORT, 'locked: evidence of an approved evaluation');
END;

-- Written once and never again: snapshots, the audit, its seals, spot checks, rulebooks.

CREATE TRIGGER written_once_snapshots_update
BEFORE UPDATE ON snapshots
BEGIN
    SELECT RAISE(ABORT, 'locked: snapshots');
END;

CREATE TRIGGER written_once_snapshots_delete
BEFORE DELETE ON snapshots
BEGIN
    SELECT RAISE(ABORT, 'locked: snapshots');
END;

CREATE TRIGGER written_once_snapshots_replace
BEFORE INSERT ON snapshots
WHEN EXISTS (SELECT 1 FROM snapshots WHERE evaluation_id = NEW.evaluation_id)
BEGIN
    SELECT RAISE(ABORT, 'locked: snapshots');
END;

CREATE TRIGGER written_once_audit_update
BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'locked: audit');
END;

CREATE TRIGGER written_once_audit_delete
BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'locked: audit');
END;

CREATE TRIGGER written_once_audit_replace
BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id OR (chain = NEW.chain AND number = NEW.number))
BEGIN
    SELECT RAISE(ABORT, 'locked: audit');
END;

CREATE TRIGGER written_once_seals_update
BEFORE UPDATE ON seals
BEGIN
    SELECT RAISE(ABORT, 'locked: seals');
END;

CREATE TRIGGER written_once_seals_delete
BEFORE DELETE ON seals
BEGIN
    SELECT RAISE(ABORT, 'locked: seals');
END;

CREATE TRIGGER written_once_seals_replace
BEFORE INSERT ON seals
WHEN EXISTS (SELECT 1 FROM seals WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'locked: seals');
END;

CREATE TRIGGER written_once_spot_checks_update
BEFORE UPDATE ON spot_checks
BEGIN
    SELECT RAISE(ABORT, 'locked: spot_checks');
END;

CREATE TRIGGER written_once_spot_checks_delete
BEFORE DELETE ON spot_checks
BEGIN
    SELECT RAISE(ABORT, 'locked: spot_checks');
END;

CREATE TRIGGER written_once_spot_checks_replace
BEFORE INSERT ON spot_checks
WHEN EXISTS (SELECT 1 FROM spot_checks WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'locked: spot_checks');
END;

CREATE TRIGGER written_once_rulebooks_update
BEFORE UPDATE ON rulebooks
BEGIN
    SELECT RAISE(ABORT, 'locked: rulebooks');
END;

CREATE TRIGGER written_once_rulebooks_delete
BEFORE DELETE ON rulebooks
BEGIN
    SELECT RAISE(ABORT, 'locked: rulebooks');
END;

CREATE TRIGGER written_once_rulebooks_replace
BEFORE INSERT ON rulebooks
WHEN EXISTS (SELECT 1 FROM rulebooks WHERE digest = NEW.digest)
BEGIN
    SELECT RAISE(ABORT, 'locked: rulebooks');
END;

-- The approved version of a plan stays what it is; a change is a version of its own.
CREATE TRIGGER approved_plan_update
BEFORE UPDATE ON plan_versions
WHEN OLD.state = 'approved'
BEGIN
    SELECT RAISE(ABORT, 'locked: approved plan');
END;

CREATE TRIGGER approved_plan_delete
BEFORE DELETE ON plan_versions
WHEN OLD.state = 'approved'
BEGIN
    SELECT RAISE(ABORT, 'locked: approved plan');
END;

CREATE TRIGGER approved_plan_replace
BEFORE INSERT ON plan_versions
WHEN EXISTS (
    SELECT 1 FROM plan_versions
    WHERE (id = NEW.id OR (plan_id = NEW.plan_id AND number = NEW.number)) AND state = 'approved'
)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved plan');
END;

CREATE TRIGGER approved_plan_push
BEFORE UPDATE OF id, plan_id, number ON plan_versions
WHEN EXISTS (
    SELECT 1 FROM plan_versions
    WHERE (id = NEW.id OR (plan_id = NEW.plan_id AND number = NEW.number)) AND id <> OLD.id AND state = 'approved'
)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved plan');
END;
