"""Files that are sent take little room, however large they are: the rest of one is read and kept nowhere."""

from django.core.files.uploadhandler import FileUploadHandler

MOST = 8 * 1024 * 1024  # more than any page takes, so that each still says what is too large


class BoundedUploads(FileUploadHandler):
    """Comes first, and leaves the beginning of each file to those after it."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start < MOST else None

    def file_complete(self, file_size):
        return None
