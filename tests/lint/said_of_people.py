"""Playbooks and questions that speak of people, and what a rule says of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from small_library import FILES
from small_lint import places

KPI = """\
kpis:
  - id: k
    title: {{en: {en}, fr: {fr}}}
    measure: {{en: a / b, fr: a / b}}
    level: group
"""
CONTRIBUTES = """\
      - id: sponsor.contributes
        type: choice
        audience: lead
        default: willing
        name: {en: posts, fr: publie}
        label: {en: Posts?, fr: Publie ?}
        choices:
          - {value: willing, label: {en: willing, fr: prêt}}
          - {value: unwilling, label: {en: unwilling, fr: réticent}}
      - id: employer.independent
        type: boolean
        default: false
        name: {en: independent, fr: indépendant}
        label: {en: Independent?, fr: Indépendant ?}
"""
ASKED = {**FILES, "questions.yaml": FILES["questions.yaml"] + CONTRIBUTES}


def said(folder: Path, rule: str, text: str, library: Mapping[str, str] = FILES) -> list[str]:
    return [cited for _, _, cited in places(folder, rule, text, library)]
