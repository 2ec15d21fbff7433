import os
import sys
from urllib.parse import parse_qs, quote_plus
from xml.etree.ElementTree import Element, SubElement, tostring

name = parse_qs(os.environ.get("QUERY_STRING", "")).get("name", ["World"])[0]
body = Element("body")
SubElement(body, "p", id="greeting").text = "Hello, {}!".format(name)
form = SubElement(body, "form", method="get")
SubElement(form, "input", id="name", name="name", value=name)
SubElement(body, "a", id="link", href=os.environ["SCRIPT_NAME"] + "?name=" + quote_plus(name)).text = "here"
out = sys.stdout.buffer
out.write(b"Content-Type: text/html; charset=utf-8\r\n\r\n<!DOCTYPE html>\r\n")
out.write(tostring(body, encoding="utf-8", method="html"))
