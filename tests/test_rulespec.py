"""The models of rules: which fields each kind takes, and what it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from extract.groupspec import GroupRule
from extract.rulespec import (
    BoundaryRule,
    CueRule,
    GazetteerRule,
    Macro,
    NameRule,
    Rule,
    StanceRule,
    TokenRule,
    TriggerRule,
    WordClass,
)

SHOWN = {"accept": ["a [b]"], "reject": ["c"]}
VALID: dict[type[Rule], dict[str, Any]] = {
    GazetteerRule: {"id": "body.x", "label": "ORG", "pattern": "Acme Corp"},
    WordClass: {"id": "class.x", "words": ["one", "two"]},
    TokenRule: {"id": "token.x", "form": "S.p.A."},
    Macro: {"id": "macro.x", "pattern": "<cap>+"},
    NameRule: {"id": "name.x", "label": "ORG", "weight": 50, "pattern": "[ <cap> ]", **SHOWN},
    TriggerRule: {"id": "trigger.x", "kind": "pledge", "forms": ["vow"], "complement": ["that"], **SHOWN},
    CueRule: {"id": "cue.x", "effect": "negate", "direction": "backward", "pattern": "not", **SHOWN},
    BoundaryRule: {"id": "extent.x", "decision": "stop", "pattern": ",", **SHOWN},
    StanceRule: {"id": "stance.x", "stance": "signed", "pattern": "[ @ORG ]", **SHOWN},
    GroupRule: {"id": "group.x", "norm": "x", "members": ["Japan", "Peru since 2001-02-03"]},
}
OPTIONAL: dict[type[Rule], dict[str, Any]] = {
    WordClass: {"values": {"three": 3}},
    GazetteerRule: {"norm": "x", "ambiguous": True, "accept": ["[Acme]"], "reject": ["b"]},
    TriggerRule: {"noun": True, "before": "<adverb>", "polarity": "negated", "withdraws": True},
    CueRule: {"scope": 3, "terminators": ",", "unless": "said", "kinds": ["intent", "pledge", "endorsement"]},
    BoundaryRule: {"embedded": True, "kinds": ["pledge"]},
    StanceRule: {"negatable": False},
}
KINDS = [pytest.param(model, id=model.__name__) for model in VALID]


def refused(model: type[Rule], record: dict[str, Any]) -> list[str]:
    """The fields that a model finds fault with."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(record)
    return [".".join(map(str, error["loc"])) for error in caught.value.errors()]


@pytest.mark.parametrize("model", KINDS)
def test_rulespec_takes_all_its_fields(model: type[Rule]) -> None:
    record = VALID[model] | OPTIONAL.get(model, {})
    rule = model.model_validate(record).model_dump()
    assert {name: list(rule[name]) if isinstance(rule[name], tuple) else rule[name] for name in record} == record


@pytest.mark.parametrize("model", KINDS)
def test_rulespec_refuses_unknown_fields(model: type[Rule]) -> None:
    assert refused(model, VALID[model] | {"comment": "x"}) == ["comment"]


@pytest.mark.parametrize("model", KINDS)
def test_rulespec_needs_all_its_required_fields(model: type[Rule]) -> None:
    for name in VALID[model]:
        assert refused(model, {k: v for k, v in VALID[model].items() if k != name}) == [name]


@pytest.mark.parametrize("model", KINDS)
@pytest.mark.parametrize("name", ["x", "", "a b", "x\n", "a/b", "<x>", 3, None])
def test_rulespec_refuses_ids(model: type[Rule], name: object) -> None:
    assert refused(model, VALID[model] | {"id": name}) == ["id"]


@pytest.mark.parametrize("name", ["xx", "country.CI.cote-d’ivoire", "org.at&t", "agreement.a+b_c", "stadt.köln"])
def test_rulespec_takes_ids(name: str) -> None:
    assert Macro.model_validate({"id": name, "pattern": "a"}).id == name


@pytest.mark.parametrize(
    ("model", "changes", "field"),
    [
        (GazetteerRule, {"label": "PARTY"}, "label"),
        (GazetteerRule, {"pattern": ""}, "pattern"),
        (GazetteerRule, {"pattern": " Acme"}, "pattern"),
        (GazetteerRule, {"pattern": []}, "pattern"),
        (GazetteerRule, {"ambiguous": "yes"}, "ambiguous"),
        (WordClass, {"words": []}, "words"),
        (WordClass, {"words": "one"}, "words"),
        (WordClass, {"words": ["one", 2]}, "words.1"),
        (WordClass, {"values": {"three": True}}, "values.three"),
        (WordClass, {"values": {"three": -3}}, "values.three"),
        (WordClass, {"values": {" ": 3}}, "values. .[key]"),
        (TokenRule, {"form": 3}, "form"),
        (Macro, {"pattern": None}, "pattern"),
        (NameRule, {"label": "PLACE"}, "label"),
        (NameRule, {"weight": 0}, "weight"),
        (NameRule, {"weight": 101}, "weight"),
        (NameRule, {"weight": "50"}, "weight"),
        (NameRule, {"accept": []}, "accept"),
        (NameRule, {"reject": []}, "reject"),
        (TriggerRule, {"kind": "promise"}, "kind"),
        (TriggerRule, {"forms": []}, "forms"),
        (TriggerRule, {"complement": []}, "complement"),
        (TriggerRule, {"complement": ["that", "verb"]}, "complement.1"),
        (TriggerRule, {"polarity": "positive"}, "polarity"),
        (TriggerRule, {"noun": "true"}, "noun"),
        (CueRule, {"effect": "flip"}, "effect"),
        (CueRule, {"direction": "left"}, "direction"),
        (CueRule, {"scope": -1}, "scope"),
        (CueRule, {"scope": 61}, "scope"),
        (CueRule, {"kinds": ["promise"]}, "kinds.0"),
        (BoundaryRule, {"decision": "go"}, "decision"),
        (StanceRule, {"stance": "left"}, "stance"),
        (GroupRule, {"members": ["Chad", " Japan"]}, "members.1"),
        (GroupRule, {"members": ["Chad", "Peru since 2001-13-01"]}, "members.1"),
        (GroupRule, {"members": ["Chad", "Peru since 2001-02-03 until 2001-02-02"]}, "members.1"),
        (WordClass, {"words": ["prime minister"]}, "words.0"),
    ],
)
def test_rulespec_refuses_values(model: type[Rule], changes: dict[str, Any], field: str) -> None:
    assert refused(model, VALID[model] | changes) == [field]


@pytest.mark.parametrize("key", ["LEMMA", "POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "_", "lemma", "Pos"])
def test_rulespec_refuses_attributes_that_need_a_model(key: str) -> None:
    record = VALID[GazetteerRule] | {"pattern": [{"LOWER": "acme"}, {key: "x"}]}
    with pytest.raises(ValidationError, match=f"{key.upper()} need components that a blank pipeline lacks"):
        GazetteerRule.model_validate(record)


@pytest.mark.parametrize("key", ["ORTH", "TEXT", "LOWER", "SHAPE", "IS_PUNCT", "LIKE_NUM"])
def test_rulespec_takes_attributes_of_the_text(key: str) -> None:
    value: object = True if key.startswith(("IS", "LIKE")) else "x"
    assert GazetteerRule.model_validate(VALID[GazetteerRule] | {"pattern": [{key: value, "OP": "?"}]}).id == "body.x"


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ({"FOO": "x"}, "unknown token attribute FOO"),
        ({"LOWER": "x", "OP": "??"}, "unknown operator '??'"),
        ({"LOWER": 5}, "LOWER cannot be 5"),
        ({"IS_PUNCT": "x"}, "IS_PUNCT cannot be 'x'"),
        ({"TEXT": {"REGEX": "("}}, "does not compile"),
    ],
)
def test_rulespec_refuses_token_patterns_that_the_matcher_would(token: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(told)):
        GazetteerRule.model_validate(VALID[GazetteerRule] | {"pattern": [token]})


@pytest.mark.parametrize("model", KINDS)
def test_rulespec_rules_cannot_be_changed(model: type[Rule]) -> None:
    rule = model.model_validate(VALID[model])
    with pytest.raises(ValidationError, match="frozen"):
        rule.id = "other"


def test_rulespec_members_have_their_days() -> None:
    members = [
        "Ivory Coast",
        "Peru since 2001-02-03",
        "Mali until 2025-01-29",
        "Chad since 2001-02-03 until 2004-05-06",
    ]
    assert GroupRule.model_validate({"id": "group.x", "norm": "x", "members": members}).terms() == [
        ("Ivory Coast", "", ""),
        ("Peru", "2001-02-03", ""),
        ("Mali", "", "2025-01-29"),
        ("Chad", "2001-02-03", "2004-05-06"),
    ]
