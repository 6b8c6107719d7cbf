"""What must hold of the register as a whole, beyond what the database refuses. One function a rule.

Rules read a `Register` that is loaded once, and yield findings; they write nothing and know nothing of the command.
"""
