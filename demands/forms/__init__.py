from demands.forms.body_field import BodyField

__all__ = ["BodyField"]
