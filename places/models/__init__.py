from places.models.edition import Edition
from places.models.jurisdiction import Jurisdiction
from places.models.place import Place
from places.models.postcode import Postcode
from places.models.town import Town, TownName

__all__ = ["Edition", "Jurisdiction", "Place", "Postcode", "Town", "TownName"]
