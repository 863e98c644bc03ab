from django.urls import path

from outbox.views import development, unsubscribe

app_name = "outbox"
urlpatterns = [
    path("letters/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("mail/", development.mail, name="development-mail"),
    path("mail/<str:name>/", development.letter, name="development-letter"),
]
