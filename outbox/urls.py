from django.urls import path

from outbox.views import development, provider, unsubscribe

app_name = "outbox"
urlpatterns = [
    path("letters/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("mail-reports/<slug:name>/", provider.report, name="provider-report"),
    path("mail/", development.mail, name="development-mail"),
    path("mail/<str:name>/", development.letter, name="development-letter"),
]
