from files.models.clean_file import CleanFile

__all__ = ["CleanFile"]
