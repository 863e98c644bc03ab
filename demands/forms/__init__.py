from demands.forms.adopting import AdoptForm
from demands.forms.body_field import BodyField
from demands.forms.near import TownForm

__all__ = ["AdoptForm", "BodyField", "TownForm"]
