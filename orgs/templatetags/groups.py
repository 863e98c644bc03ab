"""What a page asks of a group on behalf of its reader."""

from django import template

register = template.Library()


@register.filter
def is_coordinated_by(group, user) -> bool:
    """Whether this person looks after the group."""
    return type(group).objects.coordinated_by(user).filter(pk=group.pk).exists()
