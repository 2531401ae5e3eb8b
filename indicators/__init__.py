"""What agencies declare and report (绩效目标表、自评表): pure values, no database, no HTTP, no clock."""
