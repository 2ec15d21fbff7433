"""A page as a browser sees it: a tree of elements, made with html.parser.

Good enough for the pages of exercises: end tags may be missing where HTML lets them, unknown ones are passed
over. It judges nothing.
"""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What the start of an element ends that is still open, up to the nearest of the elements behind it.
ENDS = {
    "li": (("li",), ("ul", "ol", "menu")), "option": (("option",), ("select", "datalist")),
    "dt": (("dt", "dd"), ("dl",)), "dd": (("dt", "dd"), ("dl",)), "tr": (("tr", "td", "th"), ("table",)),
    "td": (("td", "th"), ("tr", "table")), "th": (("td", "th"), ("tr", "table")),
    "tbody": (("tr", "td", "th", "thead"), ("table",)), "body": (("head",), ("html",)),
}
ENDS_P = {"address", "article", "aside", "blockquote", "div", "dl", "fieldset", "footer", "form", "h1", "h2", "h3",
          "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}


def parse(text):
    """The page `text` (str) as an Element whose children are what stands outermost."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


class Element:
    """name ("p"), attributes {name: value}, children [Element or str]. References such as &lt; are decoded."""

    __slots__ = ("name", "attributes", "children", "parent")

    def __init__(self, name, attributes, parent):
        self.name = name
        self.attributes = {}
        for key, value in attributes:
            self.attributes.setdefault(key, value or "")    # of two of one name, the first holds
        self.children = []
        self.parent = parent

    def walk(self):
        """Every element inside, in order."""
        return (node for node in self._nodes() if isinstance(node, Element))

    def _nodes(self):
        """Every element and every text inside, in order."""
        left = self.children[::-1]      # no recursion: a page may nest as deep as it likes
        while left:
            node = left.pop()
            yield node
            if isinstance(node, Element):
                left.extend(reversed(node.children))

    def all(self, name):
        """Every element of this name inside."""
        return [element for element in self.walk() if element.name == name]

    def by_id(self, wanted):
        """The first element with this id; None if there is none."""
        return next((element for element in self.walk() if element.attributes.get("id") == wanted), None)

    @property
    def text(self):
        """All the text inside, each run of white space as one space, none at the ends."""
        return " ".join(self.raw_text.split())

    @property
    def raw_text(self):
        """All the text inside, as it stands."""
        return "".join(node for node in self._nodes() if isinstance(node, str))

    def __repr__(self):
        return "<{} {}>".format(self.name, self.attributes)


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("", (), None)

    def handle_starttag(self, tag, attrs):
        if tag in ENDS_P:
            self._end(("p",), ("button", "td", "th", "object"))
        if tag in ENDS:
            self._end(*ENDS[tag])
        element = Element(tag, attrs, self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)    # in HTML, <p/> opens a p

    def handle_endtag(self, tag):
        element = self._open
        while element.parent is not None:
            if element.name == tag:
                self._open = element.parent
                return
            element = element.parent

    def handle_data(self, data):
        self._open.children.append(data)

    def _end(self, names, within):
        """End every open element of these names, looking no further than the nearest one in `within`."""
        element = self._open
        while element.parent is not None and element.name not in within:
            if element.name in names:
                self._open = element.parent
            element = element.parent
