"""区划边界 from GeoJSON (RFC 7946): however it is wrapped, thinned out to what a map can show."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

Ring = list[list[float]]
Shape = list[list[Ring]]
"""Coordinates of a MultiPolygon: [longitude, latitude]."""
DIGITS, POINTS_LIMIT, SMALLEST_RING = 5, 5000, 4
UNREADABLE = "这不是 GeoJSON 边界文件(需要 Polygon 或者 MultiPolygon,经纬度坐标),请重新选择。"


def shape_from(text: str) -> Shape:
    """Raises ValueError, with a sentence for the user, for what holds no outline."""
    try:
        polygons = list(_polygons(json.loads(text)))
        shape = [[_ring(ring) for ring in polygon] for polygon in polygons]
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise ValueError(UNREADABLE) from error
    shape = [[ring for ring in polygon if len(ring) >= SMALLEST_RING] for polygon in shape]
    shape = [polygon for polygon in shape if polygon]
    if not shape:
        raise ValueError(UNREADABLE)
    return thinned(shape)


def thinned(shape: Shape) -> Shape:
    """At most about POINTS_LIMIT points: every ring keeps each n-th one, its first and its last."""
    count = sum(len(ring) for polygon in shape for ring in polygon)
    step = -(-count // POINTS_LIMIT)
    if step <= 1:
        return shape
    return [[_every(ring, step) for ring in polygon] for polygon in shape]


def _every(ring: Ring, step: int) -> Ring:
    kept = ring[::step]
    if len(kept) < SMALLEST_RING:
        corners = ring[:: max(1, len(ring) // SMALLEST_RING)][: SMALLEST_RING - 1]
        return [*corners, ring[0]]
    return kept if kept[-1] == ring[-1] else [*kept, ring[-1]]


def _polygons(thing: Any) -> Iterator[list[Any]]:
    kind = thing["type"]
    if kind == "FeatureCollection":
        for feature in thing["features"]:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(thing["geometry"])
    elif kind == "GeometryCollection":
        for geometry in thing["geometries"]:
            yield from _polygons(geometry)
    elif kind == "Polygon":
        yield thing["coordinates"]
    elif kind == "MultiPolygon":
        yield from thing["coordinates"]


def _ring(points: Iterable[Any]) -> Ring:
    """Degrees alone; metres of a plane are refused, and what is drawn twice is left out."""
    ring: Ring = []
    for longitude, latitude, *_ in points:
        if isinstance(longitude, bool) or not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise ValueError(UNREADABLE)
        point = [round(float(longitude), DIGITS), round(float(latitude), DIGITS)]
        if not ring or ring[-1] != point:
            ring.append(point)
    return ring
