import logging
from urllib.parse import parse_qs
from wsgiref.handlers import CGIHandler

logging.basicConfig(format="%(asctime)s %(message)s")


def look_up(environ):
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return "405 Method Not Allowed", [("Allow", "GET, HEAD")], "This is NOT ALLOWED."
    item = parse_qs(environ["QUERY_STRING"], keep_blank_values=True).get("item", [None])[0]
    if item is None:
        return "200 OK", [], '<form action="status.py"><input name="item"><input type="submit"></form>'
    if not item or set(item) - set("0123456789"):
        return "400 Bad Request", [], "This is NOT A NUMBER."
    with open("menu.txt", "rb") as file:
        for line in file.read().decode("utf-8").splitlines():
            number, _, name = line.partition(" ")
            if number == item:
                return "200 OK", [], name
    return "404 Not Found", [], "It is NOT FOUND."


def application(environ, start_response):
    try:
        status, headers, page = look_up(environ)
    except Exception:
        logging.exception("the menu cannot be read")
        status, headers, page = "500 Internal Server Error", [], "SORRY"
    start_response(status, headers + [("Content-Type", "text/html; charset=utf-8")])
    return ["<!DOCTYPE html><title>Menu</title><p>{}</p>".format(page).encode("utf-8")]


CGIHandler().run(application)
