"""Templates of documents: which are examined, and what is found in them."""

from __future__ import annotations

import shutil
from pathlib import Path
from time import process_time

import pytest
from linted import SHIPPED, Pointed, diagnostics, mended, pointed
from looks import look
from small_library import cited, write

from rse_plan.lint.engine import lint
from rse_plan.lint.own_templates import faults_of
from rse_plan.lint.rule import Profile
from rse_plan.lint.settings import Settings
from rse_plan.lint.templates import Shelf
from rse_plan.resources import templates_folder


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("brief.md.j2", "a\n{{ view.too }}", [(2, 9, "too")]),
        ("brief.md.j2", "{{ sponsor.nam }}", [(1, 4, "sponsor")]),
        ("brief.md.j2", "{{ headng.date }}", [(1, 4, "headng")]),
        ("brief.md.j2", "{{ heading.dat }} {{ heading.dat }}", [(1, 12, "dat"), (1, 30, "dat")]),
        ("brief.md.j2", "{% for r in view.risks %}{{ r.title }}{{ r.titel }}{% endfor %}",
         [(1, 44, "titel")]),
        ("brief.md.j2", "{% for r in view.risk %}{{ r.x }}{% endfor %}", [(1, 18, "risk")]),
        ("plan.md.j2", "{% set one = view.page_one %}\n{{ one.purpos }}", [(2, 8, "purpos")]),
        ("plan.md.j2", "{% if view.page_one.opening %}{{ view.page_one.opening.dat }}{% endif %}",
         [(1, 56, "dat")]),
        ("plan.md.j2", "{% with rows = view.risks %}{% for r in rows %}{{ r.sgn }}{% endfor %}{% endwith %}",
         [(1, 53, "sgn")]),
        ("plan.md.j2", "{{ view.to }}", [(1, 9, "to")]),  # the brief has it, the plan has not
        ("plan.html.j2", "{{ heading.title | anchr }}", [(1, 20, "anchr")]),
        ("plan.md.j2", "{{ heading.title | anchor }}", [(1, 20, "anchor")]),  # a filter of HTML only
        ("plan.html.j2", "{{ policy }}{{ style }}", []),
        ("plan.md.j2", "{{ policy }}", [(1, 4, "policy")]),
        ("plan.md.j2", "{% macro m(x) %}{{ x.anything }}{% endmacro %}{{ m(view) }}{{ loop }}", []),
        ("plan.md.j2", "{% for a, b in view.risks %}{{ a.x }}{% endfor %}{{ range(3) }}", []),
        ("plan.md.j2", "{# {{ view.nothing }} #}{{ _('x') }}{{ heading.title.upper() }}", []),
        ("plan.md.j2", "{% for p in view.readers %}{% for g in p.groups %}{% for r in g.rows %}{{ r.whot }}"
         "{% endfor %}{% endfor %}{% endfor %}", [(1, 77, "whot")]),
    ],
)  # fmt: skip
def test_names(tmp_path: Path, name: str, text: str, expected: Pointed) -> None:
    assert pointed(tmp_path, {name: text}, "undefined-variable") == expected


def test_the_nearest_name_is_offered_and_put_in(tmp_path: Path) -> None:
    files = {"brief.md.j2": "{{ heading.dte }}\n{{ view.essentiel | inlin }}\n"}
    found = diagnostics(tmp_path, files, "undefined-variable")
    assert [str(one.help) for one in found] == [
        "did you mean “date”?",
        "did you mean “essential”?",
        "did you mean “inline”?",
    ]
    assert mended(tmp_path, files, "undefined-variable") == {
        "brief.md.j2": "{{ heading.date }}\n{{ view.essential | inline }}\n"
    }


def test_parts_are_handed_names_by_what_takes_them_in(tmp_path: Path) -> None:
    files = {
        "_rows.md.j2": "{% for row in rows %}{{ row.anything }}{{ other }}{% endfor %}",
        "brief.md.j2": "{% with rows = view.risks %}{% include '_rows.md.j2' %}{% endwith %}",
    }
    assert pointed(tmp_path, files, "undefined-variable") == [(1, 43, "other")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ view.title | safe }}", [(1, 17, "safe")]),
        ("{{ Markup(x) }}", [(1, 4, "Markup")]),
        ("{%- autoescape false %}x{% endautoescape %}", [(1, 5, "autoescape false")]),
        ("a\n<script src='x'></script>", [(2, 1, "<script")]),
        ("<a href='javascript:x()'>", [(1, 10, "javascript:")]),
        ("<p onclick='x()'>", [(1, 4, "onclick")]),
        ("{# | safe <script> #}", []),
        ("{{ view.safe }} it is safe", []),
        ("<p class='online' data-on='x'>one = 'x'", []),
    ],
)
def test_markup_that_comes_in(tmp_path: Path, text: str, expected: Pointed) -> None:
    assert pointed(tmp_path, {"plan.html.j2": text}, "unescaped-html") == expected


@pytest.mark.parametrize(
    ("name", "text", "expected", "after"),
    [
        ("plan.md.j2", "# a\n### b\n#### c\n", [(2, 1, "###"), (3, 1, "####")], "# a\n## b\n### c\n"),
        ("plan.md.j2", "## a\n# b\n## c\n", [], None),
        ("plan.md.j2", "### a\n", [], None),
        ("plan.md.j2", "# a\n```\n### code\n```\n## b\n", [], None),
        ("plan.md.j2", "# a\n{# ### b #}\n## c\n#### d", [(4, 1, "####")], "# a\n{# ### b #}\n## c\n### d"),
        ("plan.html.j2", "<h1>a</h1>\n<h3 id='b'>b</h3>", [(2, 1, "<h3")], "<h1>a</h1>\n<h2 id='b'>b</h2>"),
        ("plan.html.j2", "<h2>a</h2>\n<h4>\nb</h4>", [(2, 1, "<h4")], None),
        ("plan.html.j2", "{% macro m() %}\n<h4>x</h4>\n{% endmacro %}\n<h1>a</h1>\n<h2>b</h2>", [], None),
        ("plan.html.j2", "<h1>a</h1><header></header><hr><h2>b</h2>", [], None),
    ],
)
def test_headings(tmp_path: Path, name: str, text: str, expected: Pointed, after: str | None) -> None:
    assert pointed(tmp_path, {name: text}, "heading-order") == expected
    assert mended(tmp_path, {name: text}, "heading-order") == {name: after or text}


def playbook(en: str, fr: str) -> dict[str, str]:
    head = "kind: playbook\nformat: 1\nid: own\ntitle: {en: Own, fr: Propre}\n"
    return {"own.yaml": f"{head}arguments:\n  - id: why\n    text:\n      en: {en}\n      fr: {fr}\n"}


def test_headings_of_texts(tmp_path: Path) -> None:
    files = playbook("Nothing.", "|\n        ## Un\n\n        #### Deux\n")
    assert pointed(tmp_path, files, "heading-order") == [(12, 9, "####")]
    assert "        ### Deux\n" in mended(tmp_path, files, "heading-order")["own.yaml"]
    assert pointed(tmp_path, playbook("Be no. #1", "Le n° #### 1"), "heading-order") == []


@pytest.mark.parametrize(
    ("en", "fr", "expected"),
    [
        ("Click [here](https://a.org).", "Rien.", [(8, 18, "here")]),
        ("Click here for the charter.", "Rien.", [(8, 11, "Click here")]),
        ("No.", "[Cliquez ici](https://a.org)", []),  # YAML reads a list: see the quoted one
        ("No.", "'[Cliquez ici](https://a.org)'", [(9, 13, "Cliquez ici")]),
        ("No.", "Lire [la charte](https://a.org), puis [ici](https://b.org).", [(9, 50, "ici")]),
        ("[See](x) it: no.", "Se retrouver ici.", []),
        ("Read it [here and now](https://a.org).", "Rien.", []),
    ],
)
def test_links_of_texts(tmp_path: Path, en: str, fr: str, expected: Pointed) -> None:
    assert pointed(tmp_path, playbook(en, fr), "vague-link") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="{{ x }}">En savoir plus</a>', [(1, 19, "En savoir plus")]),
        ('<a href="x">The charter</a>', []),
        ("[here](x)", [(1, 2, "here")]),
    ],
)
def test_links_of_templates(tmp_path: Path, text: str, expected: Pointed) -> None:
    assert pointed(tmp_path, {"plan.html.j2": text}, "vague-link") == expected


# --- which are examined ---


def test_folders_of_other_templates_are_left_alone(tmp_path: Path) -> None:
    files = {"a/nginx.conf.j2": "{{ port }}", "b/own.md.j2": "{{ port }}", ".c/plan.md.j2": "{{ port }}"}
    assert pointed(tmp_path, files, "undefined-variable") == []
    linted = lint([tmp_path / "b/own.md.j2"], SHIPPED)
    assert [(one.rule, one.span.line) for one in linted.findings] == [("undefined-variable", 1)]


def test_a_template_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    write(tmp_path, {"plan.md.j2": "a\n{% blok x %}\n", "brief.md.j2": "{% if x %}"})
    found = lint([tmp_path], SHIPPED).findings
    assert [(Path(one.span.path).name, one.span.line, one.rule) for one in found] == [
        ("brief.md.j2", 1, "wrong-value"),
        ("plan.md.j2", 2, "wrong-value"),
    ]
    assert "blok" in str(found[1].message)


def test_the_shipped_templates_are_sound_and_one_letter_less_is_seen(tmp_path: Path) -> None:
    everything = Settings(profile=Profile.PUBLISHED)
    shutil.copytree(templates_folder(), tmp_path / "templates")
    assert lint([tmp_path], SHIPPED, settings=everything).findings == ()
    path = tmp_path / "templates" / "html" / "register.html.j2"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("task.duration %}, {{ task.duration", "task.duration %}, {{ task.duraton"), "utf-8"
    )
    (found,) = lint([tmp_path], SHIPPED, settings=everything).findings
    assert (found.rule, cited(found.span, path.read_text(encoding="utf-8"))) == (
        "undefined-variable",
        "duraton",
    )


# --- in no time ---


@pytest.mark.parametrize("end", ["", "{##}"])
def test_comments_that_never_end_are_passed_by_in_no_time(end: str) -> None:
    text = f"{{# a #}}{{#}}é{end}{'{#' * 60_000}"
    begun = process_time()
    blanked = Shelf({}).template("brief.html.j2", text).without_comments
    assert process_time() - begun < 2
    # Jinja ends no comment at “{#}”: what begins there goes on to the next end, if there is one.
    first = " " * 7 + ("{#}é" if not end else " " * 8)
    assert blanked == first + "{#" * 60_000


def test_the_names_of_a_folder_are_gathered_once() -> None:
    texts = {f"_{number}.html.j2": f"{{% set n{number} = 1 %}}" + "a=" * 20_000 for number in range(60)}
    shelf = Shelf(texts, ("other.html.j2",))
    begun = process_time()
    made = [shelf.template(f"own/{name}", text) for name, text in texts.items()]
    assert process_time() - begun < 3
    assert {"n0", "n59", "a"} <= made[0].given
    assert {"_59.html.j2", "other.html.j2", "base.html.j2"} <= made[0].beside
    assert all(one.given is made[0].given for one in made)


def test_own_templates_hand_names_to_each_other_only_by_format() -> None:
    own = look(
        {"_a.html.j2": "{{ rows }}{{ nothing }}", "_b.html.j2": "{% set rows = 1 %}"},
        {"_c.md.j2": "{% set nothing = 1 %}"},
    )
    assert [str(one.message) for one in faults_of(own)] == ["nothing gives “nothing” to this template"]
