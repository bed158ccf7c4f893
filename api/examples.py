"""The examples of the API's description. In: nothing. Out: plain data; the tests check it against the schemas."""

from __future__ import annotations

from typing import Any

_TIME = "2026-03-02T09:30:00Z"
_ID = "kX3vR8sQm1Zt0aYw"
_SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

TEXT = (
    "# Paste service\n\n"
    "Users store a text and share a short link. 10 million pastes a day are about 116 writes/s.\n\n"
    "POST /v1/pastes stores a text and answers with its key; GET /v1/pastes/{key} reads it.\n"
)
ORDER: dict[str, Any] = {"text": TEXT, "name": "paste.md", "profile": "mid", "kind": "answer"}
FACTS_ORDER: dict[str, Any] = {"text": TEXT, "name": "paste.md"}
TICKET: dict[str, Any] = {"id": _ID, "status": "queued"}
RERUN: dict[str, Any] = {}
ROW: dict[str, Any] = {
    "id": _ID,
    "name": "paste.md",
    "status": "done",
    "created_at": _TIME,
    "finished_at": _TIME,
    "score": 61.4,
    "band": "lean hire",
    "rubric": "system-design",
    "profile": "mid",
    "kind": "answer",
    "model": None,
    "findings": 1,
    "previous": None,
}
REVIEWS: dict[str, Any] = {"items": [ROW], "next_cursor": None}
DOCUMENT: dict[str, Any] = {"text": TEXT, "name": "paste.md", "line_count": 6, "sha256": _SHA}
ERASED: dict[str, Any] = {"id": _ID, "documents": 1, "reviews": 1, "replies": 0, "remains": []}
OVERRIDE_ORDER: dict[str, Any] = {"level": "met", "note": "Line 5 names both calls and their answers."}
OVERRIDE: dict[str, Any] = {"criterion": "api.endpoints", **OVERRIDE_ORDER, "by": "coach", "at": _TIME, "points": 0.3}
DECISION: dict[str, Any] = {
    "name": "paste.md",
    "sha256": _SHA,
    "rubric": "system-design",
    "review": _ID,
    "graded": "partial",
    **OVERRIDE,
}
DECISIONS_CSV = (
    "name,sha256,rubric,review,criterion,graded,level,points,note,by,at\n"
    f"paste.md,{_SHA},system-design,{_ID},api.endpoints,partial,met,0.3,"
    "Line 5 names both calls and their answers.,coach,2026-03-02T09:30:00+00:00\n"
)
RUBRICS: dict[str, Any] = {
    "items": [
        {
            "id": "system-design",
            "version": "1.0.0",
            "title": "System design framework",
            "criteria": 93,
            "broken": None,
        }
    ],
    "default": "system-design",
    "models": [],
}
RUBRIC: dict[str, Any] = {
    "id": "runbook",
    "version": "1.0.0",
    "hash": "6b51d431df5d7f14",
    "title": "Runbooks",
    "scale": [{"id": "missing", "credit": 0.0}, {"id": "partial", "credit": 0.5}, {"id": "met", "credit": 1.0}],
    "phases": [{"id": "alerts", "title": "Alerts", "weight": 100.0, "minutes": None, "checklist": False}],
    "profiles": [{"id": "team", "title": "A team", "kinds": ["answer", "design_doc"]}],
    "default_profile": "team",
    "criteria": [
        {
            "id": "alerts.threshold",
            "phase": "alerts",
            "title": "Threshold",
            "ask": "Does each alert name the value at which it fires?",
            "levels": {"met": "Every alert has a value and a unit.", "partial": "Some have."},
            "weight": 1.0,
            "bonus": False,
            "why": "Without one nobody knows when to act.",
            "advice": "Give each alert a value with its unit.",
            "probe": "When does this one fire?",
        }
    ],
}
RUBRIC_FILES: dict[str, Any] = {
    "files": {"rubric.yaml": "id: runbook\ntitle: Runbooks\nversion: 1.0.0\nextends: system-design\n"}
}
RUBRIC_REPORT: dict[str, Any] = {
    "valid": False,
    "problems": [
        {
            "severity": "error",
            "file": "rubric.yaml",
            "line": 4,
            "column": 10,
            "code": "rubric.not_found",
            "message": "there is no rubric `sistem-design`",
            "hint": "did you mean `system-design`?",
        }
    ],
}
GRADE: dict[str, Any] = {
    "criterion": "api.endpoints",
    "phase": "api",
    "title": "Calls and their answers",
    "status": "graded",
    "level": "met",
    "weight": 1.0,
    "gain": 0.0,
    "bonus": False,
    "decided_by": "rules",
    "why": None,
    "reason": "The calls are named with their paths.",
    "advice": "",
    "probe": "What does the call answer when the key is taken?",
    "evidence": [{"lines": [5, 5], "quote": "POST /v1/pastes stores a text", "status": "exact"}],
    "rules": {"level": "met", "lines": [[5, 5]], "why": None},
    "llm": None,
    "disagreement": None,
    "made_by": {"engine": "0.1.0", "prompt": None, "model": None},
}
REVIEW: dict[str, Any] = {
    "schema_version": "1",
    "document": {
        "name": "paste.md",
        "sha256": _SHA,
        "line_count": 6,
        "language": "en",
        "kind": "answer",
        "kind_guessed": False,
        "words": 36,
    },
    "rubric": {"id": "system-design", "version": "1.0.0", "hash": "6b51d431df5d7f14", "title": "System design"},
    "profile": "mid",
    "score": 61.4,
    "coverage": 1.0,
    "bounds": [61.4, 61.4],
    "band": "lean hire",
    "supports": "mid",
    "phases": [
        {
            "id": "api",
            "title": "API design",
            "score": 100.0,
            "coverage": 1.0,
            "weight": 6.0,
            "minutes": None,
            "word_share": 0.3,
        }
    ],
    "grades": [GRADE],
    "lift": [
        {
            "criterion": "nonfunctional.latency",
            "title": "Latency",
            "gain": 2.1,
            "next_level": "met",
            "step": "State a target for the 99th percentile of a read.",
        }
    ],
    "findings": [
        {
            "rule": "empty-section",
            "severity": "note",
            "message": "This heading has nothing under it.",
            "lines": [6, 6],
            "fingerprint": "5b1c3de9f0a24c11",
            "suppressed": None,
        }
    ],
    "notes": ["Graded by rules against System design framework 1.0.0."],
    "usage": {
        "calls": 0,
        "input_tokens": 0,
        "cached_tokens": 0,
        "output_tokens": 0,
        "cost_usd": None,
        "replies_reused": 0,
    },
    "created_at": _TIME,
}
FACTS: dict[str, Any] = {
    "schema_version": "1",
    "document": {"name": "paste.md", "sha256": _SHA, "line_count": 6},
    "estimates": [
        {
            "lines": [3, 3],
            "text": "about 116 writes/s",
            "stated": {"value": 116.0, "unit": "1/s"},
            "expected": {"value": 115.74, "unit": "1/s"},
            "verdict": "right",
            "inputs": [{"lines": [3, 3], "value": 10000000.0, "unit": "1/day"}],
            "operation": "1e7/day ÷ 86,400 s/day",
        }
    ],
    "architecture": [],
    "operations": [{"line": 5, "method": "POST", "path_or_name": "/v1/pastes"}],
    "schema": [],
    "claims": [],
    "unread": [],
    "mentions": [],
    "quantities": [],
}
COMPARISON: dict[str, Any] = {
    "before": {"id": _ID, "name": "paste.md", "score": 61.4, "band": "lean hire"},
    "after": {"id": "bQ7nL2cTe9Pd4hUx", "name": "paste.md", "score": 66.0, "band": "lean hire"},
    "comparable": True,
    "score_change": 4.6,
    "phases": [{"phase": "api", "title": "API design", "before": 50.0, "after": 100.0, "change": 50.0}],
    "grades": [
        {
            "criterion": "api.endpoints",
            "phase": "api",
            "title": "Calls and their answers",
            "change": "better",
            "before": "partial",
            "after": "met",
        }
    ],
    "findings": {"solved": [], "new": [], "remaining": 1},
    "same_text": False,
}
PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "Unprocessable Content",
    "status": 422,
    "code": "rubric.not_found",
    "detail": "there is no rubric `no-such`",
    "hint": "did you mean `system-design`?",
    "request_id": "01J9Z3K8Q2",
    "errors": [],
}
EVENTS = (
    'event: grade\ndata: {"criterion": "api.endpoints", "status": "graded", "level": "met"}\nid: 1\n\n'
    f'event: done\ndata: {{"id": "{_ID}", "score": 61.4, "coverage": 1.0, "bounds": [61.4, 61.4], '
    '"band": "lean hire"}\n'
    "id: 2\n\n"
)
METRICS = '# TYPE reviewer_reviews_total counter\nreviewer_reviews_total{status="done"} 12.0\n'
HEALTH: dict[str, Any] = {"status": "ok", "version": "0.1.0", "wrong": {}}
