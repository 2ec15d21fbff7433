import pytest

from bundle.guiding import editor


@pytest.mark.parametrize("environ, platform, chosen", [
    pytest.param({"VISUAL": "vim", "EDITOR": "nano"}, "linux", (["vim"], True), id="VISUAL before EDITOR"),
    pytest.param({"EDITOR": "nano"}, "linux", (["nano"], True), id="EDITOR"),
    pytest.param({"VISUAL": " ", "EDITOR": "nano"}, "linux", (["nano"], True), id="an empty VISUAL"),
    pytest.param({"EDITOR": "code --wait"}, "linux", (["code", "--wait"], False),
                 id="with options; a window"),
    pytest.param({"EDITOR": "'/opt/my editor/subl' -n"}, "linux", (["/opt/my editor/subl", "-n"], False),
                 id="quotes"),
    pytest.param({"EDITOR": "emacs -nw"}, "linux", (["emacs", "-nw"], True),
                 id="what is not known wants the terminal"),
    pytest.param({"EDITOR": r"C:\tools\Notepad++.exe"}, "win32", ([r"C:\tools\Notepad++.exe"], False),
                 id="Windows"),
    pytest.param({}, "win32", (["notepad"], False), id="Windows without one"),
    pytest.param({}, "darwin", (["open", "-t"], False), id="macOS without one"),
])
def test_choose(environ, platform, chosen):
    assert editor.choose(environ, platform) == chosen


@pytest.mark.parametrize("environ", [{}, {"EDITOR": "vim 'x"}], ids=["none", "quotes that do not match"])
def test_no_editor(environ):
    with pytest.raises(editor.NoEditor):
        editor.choose(environ, "linux")


def test_one_that_does_not_start():
    with pytest.raises(editor.NoEditor, match="no-such-editor does not start"):
        editor.start_here(["no-such-editor"], "file")
