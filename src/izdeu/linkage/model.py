"""The linkage model as data: comparison levels with their m and u, in Splink's JSON form.

Fellegi, I. P. and Sunter, A. B. (1969), "A theory for record linkage", JASA 64, 1183–1210. A
level's weight is log2(m / u); those of a pair's levels add up with the prior's log2 odds. Term
frequencies follow Splink 5: weight · (log2 u of the exact level − log2 of the greater of the two
frequencies). The form of the file is described at
https://moj-analytical-services.github.io/splink/api_docs/settings_dict_guide.html.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

from izdeu.linkage.cap import NO_CAPS, Caps
from izdeu.linkage.condition import Call, Column, UnreadableCondition, columns, parse
from izdeu.linkage.file import packaged, write_whole

#: What Splink writes for a level that its training never met, and the probability it then uses.
NOT_OBSERVED = "level not observed in training dataset"
UNOBSERVED_PROBABILITY = 1e-6

#: With so many records a term frequency counts half.
FREQUENCIES_HELD_BY = 300.0

_HEADER = {
    "link_type": "dedupe_only",
    "em_convergence": 0.0001,
    "max_iterations": 25,
    "retain_matching_columns": False,
    "retain_intermediate_calculation_columns": False,
}


class UnfitModel(ValueError):
    """The model cannot be used here; the message says what it lacks."""


@dataclass(frozen=True)
class Level:
    """One degree of agreement, with how often true pairs (m) and other pairs (u) show it."""

    condition: str
    label: str
    m: float = 1.0
    u: float = 1.0
    is_null: bool = False
    tf_column: str = ""
    tf_weight: float = 1.0
    tf_minimum: float = 0.0
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What else the file says of the level; kept and written again."""

    @cached_property
    def weight(self) -> float:
        """log2(m / u); 0 where a side says nothing."""
        return 0.0 if self.is_null else math.log2(self.m) - math.log2(self.u)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The levels of one field, most alike first; the first whose condition holds counts."""

    name: str
    levels: tuple[Level, ...]
    description: str = ""

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns its conditions and frequencies read."""
        read = {c.name for level in self.levels for c in columns(parse(level.condition))}
        return frozenset(read | {level.tf_column for level in self.levels if level.tf_column})

    @cached_property
    def needed(self) -> frozenset[str]:
        """The columns without which it says nothing."""
        nulls = [parse(level.condition) for level in self.levels if level.is_null]
        read = {column.name for node in nulls for column in columns(node)}
        return frozenset(read) or self.columns

    def tf_base(self, level: Level) -> float:
        """The u that a term frequency takes the place of: that of the exact level."""
        if level.rest.get("disable_tf_exact_match_detection"):
            return level.u
        for other in self.levels:
            if _is_equality(other.condition, level.tf_column):
                return other.u
        raise UnfitModel(f"{self.name}: no level compares {level.tf_column} for equality")


@dataclass(frozen=True, eq=False)
class Model:
    """Comparisons, blocking rules and the prior; immutable, known by its digest."""

    comparisons: tuple[Comparison, ...]
    rules: tuple[str, ...]
    prior: float
    """Probability that two records taken at random are one person."""
    header: Mapping[str, Any] = field(default_factory=lambda: dict(_HEADER))
    caps: Caps = field(default_factory=Caps.default)

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> Self:
        """The model that comes with the package, for person tables in any script."""
        return cls.from_splink(json.loads(packaged("default.json")))

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a model file in Splink's JSON form.

        Raises UnfitModel where the file is no model or uses SQL beyond the part understood.
        """
        try:
            return cls.from_splink(json.loads(Path(path).read_text(encoding="utf-8")))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise UnfitModel(
                "the model file is not JSON: save it again from Splink or izdeu"
            ) from error

    @classmethod
    def from_splink(cls, settings: Mapping[str, Any]) -> Self:
        """Take a settings dictionary as Splink saves it.

        A model whose levels carry none of the labels that the caps speak of has no caps.
        """
        try:
            comparisons = tuple(_comparison(c) for c in settings["comparisons"])
            rules = tuple(_rule(r) for r in settings["blocking_rules_to_generate_predictions"])
            prior = float(settings["probability_two_random_records_match"])
        except (UnfitModel, UnreadableCondition):
            raise
        except KeyError as error:
            raise UnfitModel(f"the model file is incomplete: it lacks {error}") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise UnfitModel(
                "the model file is not in the form in which Splink saves its settings"
            ) from error
        if not 0 < prior < 1:
            raise UnfitModel("probability_two_random_records_match must lie between 0 and 1")
        named = ("comparisons", "blocking_rules_to_generate_predictions")
        header = {k: v for k, v in settings.items() if k not in named}
        known = {level.label for c in comparisons for level in c.levels}
        caps = Caps.default() if known & Caps.default().full_name_labels else NO_CAPS
        return cls(comparisons, rules, prior, header, caps)

    def to_splink(self) -> dict[str, Any]:
        """The settings dictionary that Splink 5 loads."""
        return {
            **self.header,
            "probability_two_random_records_match": self.prior,
            "comparisons": [_comparison_settings(c) for c in self.comparisons],
            "blocking_rules_to_generate_predictions": [
                {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in self.rules
            ],
        }

    def save(self, path: str | Path) -> None:
        """Write the model in Splink's JSON form."""
        text = json.dumps(self.to_splink(), ensure_ascii=False, indent=1)
        write_whole(Path(path), text + "\n")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that decides a weight: the model and the caps."""
        said = json.dumps(self.to_splink(), sort_keys=True) + packaged("caps.toml")
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def prior_weight(self) -> float:
        """log2 of the prior odds."""
        return math.log2(self.prior) - math.log2(1 - self.prior)

    @property
    def columns(self) -> frozenset[str]:
        """The columns the comparisons read."""
        return frozenset().union(*(c.columns for c in self.comparisons))

    def within(self, available: Iterable[str]) -> Self:
        """The same model without the comparisons and rules whose columns are not there.

        Of a comparison with a null level only the columns of that level must be there: without
        coordinates places still compare by name.
        """
        there = frozenset(available)
        kept = tuple(c for c in self.comparisons if c.needed <= there)
        rules = tuple(r for r in self.rules if frozenset(rule_columns(r)) <= there)
        return replace(self, comparisons=kept, rules=rules)

    def trusting(self, trust: float) -> Self:
        """The same model with term frequencies that count as far as they are trusted."""
        return replace(self, comparisons=tuple(_trusting(one, trust) for one in self.comparisons))


def trust_in(records: int, held_by: float = FREQUENCIES_HELD_BY) -> float:
    """How far term frequencies counted on so many records are to be trusted.

    With ``held_by`` records they count half. No finer than hundredths, so that a record more does
    not make another model.
    """
    return round(records / (records + held_by), 2)


def _trusting(comparison: Comparison, trust: float) -> Comparison:
    held = [replace(level, tf_weight=level.tf_weight * trust) for level in comparison.levels]
    return replace(comparison, levels=tuple(held))


@lru_cache(maxsize=256)
def rule_columns(rule: str) -> tuple[str, ...]:
    """The columns that a blocking rule wants equal on both sides.

    Raises UnfitModel where the rule is anything but equalities joined by AND.
    """
    node = parse(rule)
    parts = node.arguments if isinstance(node, Call) and node.word == "and" else (node,)
    names = []
    for part in parts:
        match part:
            case Call("=", (Column(a, "l"), Column(b, "r")) | (Column(a, "r"), Column(b, "l"))) if (
                a == b
            ):
                names.append(a)
            case _:
                raise UnfitModel(
                    f"the blocking rule {rule!r}: only equal columns can be blocked on"
                )
    return tuple(names)


def probability(weight: float) -> float:
    """The probability whose log2 odds are ``weight``."""
    return 1 / (1 + 2**-weight) if weight > -1000 else 0.0


def _is_equality(condition: str, column: str) -> bool:
    match parse(condition):
        case Call("=", (Column(a, _), Column(b, _))):
            return a == b and a.lower() == column.lower()
    return False


def _comparison(settings: Mapping[str, Any]) -> Comparison:
    if not settings["comparison_levels"]:
        raise UnfitModel(f"the comparison {settings['output_column_name']!r} has no levels")
    return Comparison(
        name=settings["output_column_name"],
        levels=tuple(_level(level) for level in settings["comparison_levels"]),
        description=settings.get("comparison_description", ""),
    )


_LEVEL_KEYS = {
    "sql_condition",
    "label_for_charts",
    "m_probability",
    "u_probability",
    "is_null_level",
    "tf_adjustment_column",
    "tf_adjustment_weight",
    "tf_minimum_u_value",
}


def _level(settings: Mapping[str, Any]) -> Level:
    parse(settings["sql_condition"])
    is_null = bool(settings.get("is_null_level"))
    return Level(
        condition=settings["sql_condition"],
        label=settings.get("label_for_charts", settings["sql_condition"]),
        m=1.0 if is_null else _read_probability(settings, "m_probability"),
        u=1.0 if is_null else _read_probability(settings, "u_probability"),
        is_null=is_null,
        tf_column=(settings.get("tf_adjustment_column") or "").strip('"'),
        tf_weight=settings.get("tf_adjustment_weight", 1.0),
        tf_minimum=settings.get("tf_minimum_u_value", 0.0),
        rest={k: v for k, v in settings.items() if k not in _LEVEL_KEYS},
    )


def _read_probability(settings: Mapping[str, Any], key: str) -> float:
    value = settings.get(key)
    if value is None:
        raise UnfitModel(
            f"the level {settings['sql_condition']!r} has no {key}: train the model first"
        )
    found = UNOBSERVED_PROBABILITY if value == NOT_OBSERVED else float(value)
    if not 0 < found <= 1:
        raise UnfitModel(
            f"the level {settings['sql_condition']!r}: {key} must lie above 0 and be at most 1"
        )
    return found


def _comparison_settings(comparison: Comparison) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_description": comparison.description,
        "comparison_levels": [_level_settings(level) for level in comparison.levels],
    }


def _level_settings(level: Level) -> dict[str, Any]:
    said: dict[str, Any] = {"sql_condition": level.condition, "label_for_charts": level.label}
    if level.is_null:
        return {**said, "is_null_level": True, **level.rest}
    said |= {"m_probability": level.m, "u_probability": level.u}
    if level.tf_column:
        said |= {"tf_adjustment_column": level.tf_column, "tf_adjustment_weight": level.tf_weight}
        if level.tf_minimum:
            said["tf_minimum_u_value"] = level.tf_minimum
    return {**said, **level.rest}


def _rule(settings: Mapping[str, Any] | str) -> str:
    if isinstance(settings, str):
        rule = settings
    elif settings.get("arrays_to_explode"):
        raise UnfitModel("the model blocks on arrays, which izdeu cannot read")
    else:
        rule = settings["blocking_rule"]
    rule_columns(rule)
    return rule
