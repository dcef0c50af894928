"""Pure functions of the job_profiles app: no Django."""
