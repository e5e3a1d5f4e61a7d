"""Every wrong setting of a file is told in one run, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_library import write

from rse_plan.cli.shell import print_error, words
from rse_plan.errors import UserError
from rse_plan.lint.engine import all_rules
from rse_plan.lint.settings import find_settings

RULES = {rule.page.name: rule.page for rule in all_rules()}
TABLE = "[tool.rse-plan.lint]\n"


def refusal(folder: Path, text: str) -> UserError:
    write(folder, {"rse-plan.toml": text})
    with pytest.raises(UserError) as refused:
        find_settings(folder, RULES)
    return refused.value


def test_all_wrong_settings_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f'odd = 1\n{TABLE}profil = "team"\nfail-on = "never"\ndisable = ["tone", "ton", "wrong-value"]\n'
    print_error(refusal(tmp_path, text), words("en"))
    told = capsys.readouterr().err
    assert re.findall(r"toml:(\d+:\d+): (.*)", told) == [
        ("1:1", "the setting “odd” is not known"),
        ("3:1", "the setting “profil” is not known"),
        ("4:12", "“never” does not fit here"),
        ("5:21", "no rule is called “ton”"),
        ("5:28", "“wrong-value” cannot be switched off"),
    ]
    assert told.count("  help: ") == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.rse-plan.lint\n", "un crochet n’est pas fermé"),
        (TABLE + "exclude = ['a'\n", "un crochet n’est pas fermé"),
        (TABLE + 'profile = "team\n', "un guillemet n’est pas fermé"),
        (TABLE + "profile 'team'\n", "il manque un « = » après cette clé"),
        (TABLE + "profile = team\n", "ce n’est pas une valeur"),
        (TABLE + "profile = 'team' 'x'\n", "quelque chose suit la valeur"),
        (TABLE + "profile = 'team'\nprofile = 'draft'\n", "cette clé figure deux fois"),
        (TABLE + TABLE, "cette table figure deux fois"),
    ],
)
def test_what_toml_cannot_read_is_told_in_french(tmp_path: Path, text: str, message: str) -> None:
    refused = refusal(tmp_path, text)
    assert refused.message.in_words(words("fr")).replace("\u00a0", " ") == message
    assert refused.help is not None
    assert refused.help.in_words(words("fr")) != str(refused.help)
