"""What is done with the map, each as somebody would do it, to be taken back."""

from fieldwork.domain.buurten import SiteKind
from fieldwork.domain.places import Point
from fieldwork.domain.releases import MapUnit
from tests.unit.actions.undo_cases import World, case


@case("releases.set_rules")
def _(world: World):
    return lambda: world.joke.releases.set_rules(MapUnit.ZESHOEK_250, 10)


@case("releases.file")
def _(world: World):
    return lambda: world.sara.releases.file("geojson")


@case("releases.exact_file")
def _(world: World):
    reason = "De gemeente zet er de lantaarns naast."
    return lambda: world.joke.releases.exact_file("geojson", reason)


@case("sites.add")
def _(world: World):
    spot = Point(52.545, 5.205)
    return lambda: world.sara.sites.add("De Spil", SiteKind.ONTMOETING, spot)


@case("sites.drop")
def _(world: World):
    site = world.sara.sites.add("De Spil", SiteKind.ONTMOETING, Point(52.545, 5.205))
    return lambda: world.sara.sites.drop(site.id)


@case("addresses.read_file")
def _(world: World):
    table = b"straat;huisnummer;lat;lon\nWaalstraat;12;52,545;5,195\n"
    return lambda: world.joke.addresses.read_file("bag.csv", table)


@case("addresses.allow_connection")
def _(world: World):
    return lambda: world.joke.addresses.allow_connection(on=True)


@case("boundaries.draw")
def _(world: World):
    corners = [Point(52.54, 5.20), Point(52.54, 5.21), Point(52.55, 5.21)]
    return lambda: world.joke.boundaries.draw("Het plein", corners, beside=False)
