"""Pages as trees: what an exercise's check finds in them."""

import pytest

from bundle.checking.html_page import Element, parse


def outline(element):
    return [child if isinstance(child, str) else (child.name, outline(child)) for child in element.children]


@pytest.mark.parametrize("text, tree", [
    pytest.param("<p>a<p>b", [("p", ["a"]), ("p", ["b"])], id="a p ends a p"),
    pytest.param("<p><b>a</b></p>b", [("p", [("b", ["a"])]), "b"], id="nested"),
    pytest.param("<p>a<ul><li>1<li>2</ul>b", [("p", ["a"]), ("ul", [("li", ["1"]), ("li", ["2"])]), "b"],
                 id="li without end tags"),
    pytest.param("<ul><li>1<ul><li>2</ul><li>3</ul>",
                 [("ul", [("li", ["1", ("ul", [("li", ["2"])])]), ("li", ["3"])])], id="a list in a list"),
    pytest.param("<table><tr><td>1<td>2<tr><td>3</table>",
                 [("table", [("tr", [("td", ["1"]), ("td", ["2"])]), ("tr", [("td", ["3"])])])], id="a table"),
    pytest.param("a<br>b<input value=1>c<hr/>d", ["a", ("br", []), "b", ("input", []), "c", ("hr", []), "d"], id="void elements"),
    pytest.param("<b>a</i></b>b", [("b", ["a"]), "b"], id="an end tag too many"),
    pytest.param("<b>a", [("b", ["a"])], id="an end tag too few"),
    pytest.param("<script>a<b>c</script>d", [("script", ["a<b>c"]), "d"], id="a script is no markup"),
    pytest.param("a<!-- <b> -->b", ["a", "b"], id="a comment"),
    pytest.param("a &lt;b&gt; &amp;lt; &eacute; &#x27;", ["a <b> &lt; \u00e9 '"], id="references"),
    pytest.param("<!DOCTYPE html><title>t</title>", [("title", ["t"])], id="a doctype"),
    pytest.param("", [], id="nothing"),
])
def test_the_tree_of_a_page(text, tree):
    assert outline(parse(text)) == tree


@pytest.mark.parametrize("text, value", [
    ('<input id=x value="a &quot;b&quot; &lt;">', 'a "b" <'),
    ("<input id='x' value='a'>", "a"),
    ("<INPUT ID=x VALUE=a>", "a"),
    ("<input id=x value>", ""),
    ("<input id=x value=a value=b>", "a"),
    ("<p><i><input id=x value='é'>", "é"),
], ids=["references", "single quotes", "capitals", "no value", "twice", "deep"])
def test_an_attribute(text, value):
    assert parse(text).by_id("x").attributes["value"] == value


def test_a_page_may_nest_as_deep_as_it_likes():
    page = parse("<span>a" * 5000 + "<b id=x>b</b>c")
    assert page.text == "a" * 5000 + "bc" and page.by_id("x").text == "b"
    assert [len(page.all("span")), len(page.all("b"))] == [5000, 1]


def test_what_can_be_found():
    page = parse("<p id=a>one  two\n<b>three</b> </p><b>four</b>")
    assert page.by_id("a").text == "one two three"
    assert page.by_id("b") is None
    assert [element.text for element in page.all("b")] == ["three", "four"]
    assert all(isinstance(element, Element) for element in page.walk())
