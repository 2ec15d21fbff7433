"""How far the learner is: one character for each exercise."""


def mark(state, here, style):
    """What stands for an exercise in this state; in brackets where the learner is `here`."""
    glyph = {"passed": style.glyphs.passed, "started": style.glyphs.started}.get(state, style.glyphs.new)
    glyph = style({"passed": "good", "started": "busy"}.get(state, "dim"), glyph)
    return style("bold", "[") + glyph + style("bold", "]") if here else glyph
