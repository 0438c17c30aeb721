from workinggroups.models.programme import WorkItem

__all__ = ["WorkItem"]
