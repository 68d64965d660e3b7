"""Chinese full text without an extension: the bigrams of a text as a tsvector without positions, in a GIN index."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast


class BigramsField(SearchVectorField):
    """Written from a list of bigrams, never parsed: PostgreSQL's parser knows no Chinese."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "array_to_tsvector(%s::text[])"


@BigramsField.register_lookup
class HoldsAll(models.Lookup):
    """Every one of the given bigrams; served by the GIN index."""

    lookup_name = "holds_all"

    def get_prep_lookup(self) -> str:
        return " & ".join(f"'{gram}'" for gram in self.rhs)  # bigrams are letters and digits only

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        field, params = self.process_lhs(compiler, connection)
        return f"{field} @@ %s::tsquery", [*params, self.rhs]


class _Count(Func):
    function = "length"
    output_field = models.IntegerField()


class _Without(Func):
    function = "ts_delete"
    template = "%(function)s(%(expressions)s::text[])"
    output_field = SearchVectorField()


def shared_part(field: str, grams: Sequence[str]) -> CombinedExpression:
    """Jaccard's measure: bigrams in both by bigrams in either, from 0 to 1.

    With n of ours, m of theirs and r of theirs that are not among ours, it is (m - r) / (n + r); written so that r,
    which costs the most, is asked for once.
    """
    total, rest = _Count(F(field)), _Count(_Without(F(field), Value(list(grams))))
    return Cast(total + len(grams), models.FloatField()) / (rest + len(grams)) - 1.0
