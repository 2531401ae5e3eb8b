"""定时作业: what the service does by itself, each time once over any number of processes, late rather than never."""

from api.jobs.job import Job
from api.jobs.runner import Runner
from api.jobs.scheduler import Scheduler
from api.jobs.work import jobs_of, planned

__all__ = ["Job", "Runner", "Scheduler", "jobs_of", "planned"]
