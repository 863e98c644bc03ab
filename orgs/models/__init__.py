from orgs.models.user import User

__all__ = ["User"]
