"""Templates of other people are filled in a process of their own: what it gives, and what stops it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from filled_views import filled
from looks import look

from rse_plan.documents.views import BriefView, PlanView
from rse_plan.documents.words import Words
from rse_plan.errors import UserError
from rse_plan.formats import html, markdown
from rse_plan.formats.apart import Order, filled_apart
from rse_plan.formats.filling import MEMORY, limit_memory, outcome
from rse_plan.formats.template_faults import Fault, Kind
from rse_plan.locales import translator
from rse_plan.resources import templates_folder

BRIEF = filled(BriefView, str)
PARTS = (templates_folder() / "html" / "_parts.html.j2").read_text(encoding="utf-8")
TIME = 2.0
"""Seconds that these tests wait for what has no end."""
LINES = "one\ntwo\n"
"""What stands above the fault: its line is 3."""


def stopped(template: str, seconds: float = TIME) -> str:
    """What is said, with its place, of a template of the brief that cannot be filled (in this process)."""
    own = look({}, {"brief.md.j2": template})
    found = outcome(markdown, BRIEF, Order("markdown", {}, "en", own, seconds))
    assert isinstance(found, Fault)
    fault = found.worded("markdown", own.of("markdown"), {"seconds": f"{seconds:g}"})
    return f"{fault.span}: {fault.message}" + (f" / {fault.help}" if fault.help else "")


def stopped_apart(template: str, seconds: float = TIME) -> str:
    """The same of a process of its own."""
    with pytest.raises(UserError) as found:
        filled_apart("markdown", {"brief": BRIEF}, "en", look({}, {"brief.md.j2": template}), seconds)
    assert not found.value.others
    return f"{found.value.span}: {found.value.message}"


def test_it_gives_what_would_be_written_here() -> None:
    own = look({"_parts.html.j2": PARTS}, {"brief.md.j2": "{{ view.to }}é\u2028{{ _('To') }}"})
    views: dict[str, Any] = {"brief": BRIEF, "plan": filled(PlanView, str)}
    pages = filled_apart("html", views, "fr", own)
    assert pages == {name: html.write(view, Words("fr"), own) for name, view in views.items()}
    assert filled_apart("markdown", {"brief": BRIEF}, "fr", own) == {"brief": "toé\nÀ\n"}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ view.too }}", "3:9: nothing gives “too” to this template / did you mean “to”?"),
        ("{% macro m(x) %}{{ x.esential }}{% endmacro %}{{ m(view) }}",
         "3:22: nothing gives “esential” to this template / did you mean “essential”?"),
        ("{{ nobody }}", "3:4: nothing gives “nobody” to this template"),
        ("{% include '_risk.md.j2' %}",
         "3:13: there is no template “_risk.md.j2” / did you mean “_risks.md.j2”?"),
        ("{{ 1 / 0 }}", "3:1: this template cannot be filled: division by zero"),
        ("{{ ''.__class__.__mro__ }}", "3:1: templates may place values only: access to attribute"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "3:1: templates may place values only: access to"),
        ("{{ _.__globals__ }}", "3:1: templates may place values only: access to"),
        ("{{ '%c'.__init__.__globals__ }}", "3:1: templates may place values only: access to"),
        ("{{ '{0.__class__}'.format(view) }}", "3:1: templates may place values only: access to"),
        ("{{ view.heading.__setattr__('date', 'x') }}", "3:1: templates may place values only: access to"),
        ("{% for i in range(1000000) %}{% endfor %}", "3:1: this template cannot be filled: Range too big"),
        ("{% include '../../../../../../etc/passwd' %}", "3:13: there is no template “../../"),
        ("{% include '/etc/passwd' %}", "3:13: there is no template “/etc/passwd”"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
         "3:1: “brief.md.j2” was stopped: it goes too deep into itself"),
        ("{% include 'brief.md.j2' %}", "3:1: “brief.md.j2” was stopped: it goes too deep into itself"),
        ("{% set l = range(99999) %}{% for i in l %}{% for i in l %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}",
         "3:1: “brief.md.j2” was stopped: the document has no end"),
        ("{{ _('{f.__wrapped__}', f=_) }}",
         "3:1: gaps of wordings have a name and no more: “{f.__wrapped__}” is none / write {name}"),
        ("{{ _('{v[0]}', v='x') }}",
         "3:1: gaps of wordings have a name and no more: “{v[0]}” is none / write {name}"),
        ("{{ _('{v!r}', v='x') }}",
         "3:1: gaps of wordings have a name and no more: “{v!r}” is none / write {name}"),
        ("{{ _('{v:>9}', v='x') }}",
         "3:1: gaps of wordings have a name and no more: “{v:>9}” is none / write {name}"),
        ("{{ _('{v:{w}}', v='x', w='>9') }}",
         "3:1: gaps of wordings have a name and no more: “{v:{w}}” is none / write {name}"),
        ("{{ _('{}', v='x') }}",
         "3:1: gaps of wordings have a name and no more: “{}” is none / write {name}"),
        ("{{ _('{v}', v=view) }}", "3:1: “v” takes a text or a whole number / give"),
        ("{{ _('{v}', v=_) }}", "3:1: “v” takes a text or a whole number / give"),
        ("{{ _(view) }}", "3:1: “_” takes a text or a whole number"),
        ("{{ _('{v}', v=view.too) }}", "3:20: nothing gives “too” to this template"),
        ("{{ _ }}", "3:1: this has no text: Python would"),
        ("{{ [''.upper] }}", "3:1: this has no text: Python would"),
        ("{{ view.to | map('upper') }}", "3:1: this has no text: Python would"),
        ("{% filter replace('a', range) %}a{% endfilter %}",
         "3:1: this has no text: Python would"),
        ("{{ lipsum() }}", "3:4: nothing gives “lipsum” to this template"),
        ("{{ [1, 2] | random }}",
         "3:1: this template cannot be read (Jinja says: No filter named 'random'.)"),
        ("{{ '\\ud800' }}", "3:1: half a character (\\ud800) is in this text: no file can hold it / take"),
        ("{% filter replace('a', '\\udfff') %}a{% endfilter %}",
         "3:1: half a character (\\udfff) is in this text"),
        ("{% blok %}", "3:1: this template cannot be read (Jinja says: Encountered unknown tag 'blok'.)"),
        ("{{ " + "(" * 3000 + " }}", ": “brief.md.j2” was stopped: it goes too deep into itself"),
        ("{% for i in view.risks %}" * 30 + "{% endfor %}" * 30,
         ": this template cannot be read (Jinja says: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(template: str, said: str) -> None:
    found = stopped(LINES + template)
    assert found.startswith("own/markdown/brief.md.j2:")
    assert said in found


def test_what_goes_on_too_long_is_stopped_at_its_line() -> None:
    loop = "{% set l = range(9999) %}{% for i in l %}{% for i in l %}{% endfor %}{% endfor %}"
    assert stopped(f"{LINES}{loop * 9}", 0.2) == (
        "own/markdown/brief.md.j2:3:1: “brief.md.j2” was stopped after 0.2 s"
        " / look for a loop without end, or one inside another"
    )


@pytest.mark.parametrize(
    "placed",
    ["{{ '\\ud800' }}", "{{ '<p>\\ud800' | safe }}", "{% filter replace('a', '\\ud800') %}a{% endfilter %}"],
)
def test_pages_hold_no_half_characters_either(placed: str) -> None:
    order = Order("html", {}, "en", look({"brief.html.j2": LINES + placed}), TIME)
    fault = Fault(kind=Kind.HALF_CHARACTER, template="brief.html.j2", line=3, name="\\ud800")
    assert outcome(html, BRIEF, order) == fault


def test_wordings_have_gaps_for_values() -> None:
    own = look({}, {"brief.md.j2": "{{ _('{a} } b') }} {{ _('{a}, {b}, {c}', a='x', b=2, c=true) }}"})
    assert markdown.write(BRIEF, Words("en"), own) == "\\{a\\} \\} b x, 2, True\n"


def test_what_cannot_be_printed_is_not_told_as_it_stands() -> None:
    found = stopped_apart("{% include '\\ud800' %}")
    assert found.endswith("there is no template “\\ud800”")


def test_the_process_does_not_know_what_this_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    started = subprocess.Popen
    monkeypatch.setenv("A_SECRET", "x")
    monkeypatch.setattr(subprocess, "Popen", lambda _, **more: (given.update(more), started(_, **more))[1])
    own = look({}, {"brief.md.j2": "x"})
    assert filled_apart("markdown", {"brief": BRIEF}, "en", own) == {"brief": "x\n"}
    assert "A_SECRET" not in given["env"]
    assert given["env"]["PYTHONHASHSEED"] == "0"


@pytest.mark.whole
def test_what_does_not_hear_is_stopped_with_the_process() -> None:
    assert stopped_apart(LINES + "{{ 3 ** 999999999 }}", 0.2) == (
        "own/markdown/brief.md.j2:1:1: “brief.md.j2” was stopped: it took more than 0.2 s or 1 GiB of memory"
    )


@pytest.mark.whole
def test_memory_has_its_limit() -> None:
    pytest.importorskip("resource")
    found = stopped_apart(LINES + "{{ 'x' * 3000000000 }}")
    assert found.endswith("“brief.md.j2” was stopped: it wanted more than 1 GiB of memory")


@pytest.mark.whole
def test_each_document_has_its_time_and_every_fault_is_told() -> None:
    views: dict[str, Any] = {"brief": BRIEF, "plan": filled(PlanView, str)}
    own = look({}, {"brief.md.j2": "{{ view.too }}", "plan.md.j2": "{{ view.two }}"})
    with pytest.raises(UserError) as found:
        filled_apart("markdown", views, "en", own, TIME)
    names = [str(one.message) for one in (found.value, *found.value.others)]
    assert names == ["nothing gives “too” to this template", "nothing gives “two” to this template"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_fault_is_told_in_both_languages(kind: Kind) -> None:
    fault = Fault(kind=kind, template="brief.md.j2", name="too", known=("to",)).worded(
        "markdown", {}, {"seconds": 3}
    )
    english, french = fault.message.in_words(), fault.message.in_words(translator("fr"))
    assert english != french
    assert str(fault.span).startswith("bundled:templates/markdown/brief.md.j2:1:1")


def test_where_no_limit_of_memory_can_be_set_time_is_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    limit_memory()  # as on Windows: it says nothing and goes on
    assert MEMORY == 2**30


@pytest.mark.whole
def test_it_imports_from_the_same_places_as_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """A folder that somebody stands in must not lend its modules."""
    (tmp_path / "jinja2.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place])
    own = look({}, {"brief.md.j2": "{{ view.to }}"})
    assert filled_apart("markdown", {"brief": BRIEF}, "en", own) == {"brief": "to\n"}


def test_a_fault_of_the_process_itself_is_ours_and_no_template_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = subprocess.Popen
    broken = [sys.executable, "-c", "raise SystemExit('no such thing')"]
    monkeypatch.setattr(subprocess, "Popen", lambda _, **pipes: started(broken, **pipes))
    with pytest.raises(RuntimeError, match="no such thing"):
        filled_apart("markdown", {"brief": BRIEF}, "en", look({}, {"brief.md.j2": "x"}))
