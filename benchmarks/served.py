"""The site as the web server calls it, with a constant page beside it: the limit of the server itself."""

from coalition.wsgi import application as site

CONSTANT = b"constant " * 1000


def application(environ, start_response):
    if environ["PATH_INFO"] == "/constant":
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(CONSTANT)))])
        return [CONSTANT]
    return site(environ, start_response)
