"""What the tests of Mensen, Thema's and Onderzoek read off a screen."""

from streamlit.testing.v1 import AppTest

from tests.screens.stage import links as all_links

HOSTILE = (
    "{{7*7}} {% x <img src=x onerror=alert(1)> <script>alert(1)</script> `tik` ${1} **vet** "
    ":red[rood] $x$ [l](http://b)"
)


def html(app: AppTest) -> str:
    """Return all HTML on the screen, but for the style."""
    bodies = [node.proto.body for node in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def links(app: AppTest) -> dict[str, str]:
    """Return the links on the screen: their words, with what they hand on."""
    return dict(all_links(app))


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    return next(one for one in app.button if one.label == label).click().run()


def is_plain(app: AppTest) -> bool:
    """Return whether nothing that people typed could act: as markup, Markdown or a template."""
    shown = html(app)
    # A button's words are Markdown; a link's are HTML, which stands in ``shown``.
    labels = [one.label for one in app.button]
    return (
        "<img src=x" not in shown
        and "<script" not in shown
        and not any("](http" in label or "**vet" in label for label in map(_unescaped, labels))
    )


def _unescaped(label: str) -> str:
    """Return a label without what a backslash disarms."""
    kept, at = "", 0
    while at < len(label):
        step = 2 if label[at] == "\\" else 1
        kept += label[at] if step == 1 else ""
        at += step
    return kept
