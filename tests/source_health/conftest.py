from tests.local_web import web

__all__ = ["web"]
