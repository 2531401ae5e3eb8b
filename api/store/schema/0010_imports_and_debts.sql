-- 导入: for which report a file was meant (NULL: whichever it names), the file that a form came from, and where each
-- of its values stands in that file.
ALTER TABLE imports ADD COLUMN meant_for INTEGER;

ALTER TABLE import_forms ADD COLUMN file TEXT NOT NULL DEFAULT '';

ALTER TABLE import_forms ADD COLUMN places TEXT NOT NULL DEFAULT '{}';

-- What a report lacks, as the desk tells it: how many places of its form, and the lines that want evidence (a JSON list).
-- NULL until the report is saved next.
ALTER TABLE evaluations ADD COLUMN lacking INTEGER;

ALTER TABLE evaluations ADD COLUMN claimed TEXT;

CREATE TRIGGER approved_evaluation_debts
BEFORE UPDATE ON evaluations
WHEN OLD.state IN ('approved', 'published', 'withdrawn')
AND (NEW.lacking IS NOT OLD.lacking OR NEW.claimed IS NOT OLD.claimed)
BEGIN
    SELECT RAISE(ABORT, 'locked: approved evaluation');
END;
