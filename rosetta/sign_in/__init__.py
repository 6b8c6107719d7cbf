"""How editors sign in: the password, the second factor, and the lock after too many wrong ones."""
