"""Rules about dates, statuses and what a partnership allows. Plain Python: nothing of Django."""
