"""What every page knows of the site it is on."""

from django.conf import settings


def site(request) -> dict:
    return {"site_name": settings.SITE_NAME, "site_region": settings.SITE_REGION, "site_url": settings.SITE_URL}
