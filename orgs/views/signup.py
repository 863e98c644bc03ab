"""Making an account: for oneself, or to register a group at once."""

from allauth.account.views import SignupView as AccountSignupView
from django.urls import reverse


class SignupView(AccountSignupView):
    """Asks "a group or yourself?" before the address. Who says a group comes from the code straight to its form."""

    for_whom = ""

    def get_initial(self) -> dict:
        if self.request.GET.get("for") == "group" or self._is_on_the_way_to_register():
            return super().get_initial() | {"for_whom": "group"}
        if super().get_next_url():  # an invitation, a request: she comes for herself
            return super().get_initial() | {"for_whom": "myself"}
        return super().get_initial()

    def form_valid(self, form):
        self.for_whom = form.cleaned_data["for_whom"]
        return super().form_valid(form)

    def get_next_url(self) -> str | None:
        if self.for_whom == "myself" and self._is_on_the_way_to_register():
            return None
        return super().get_next_url()

    def get_default_success_url(self) -> str | None:
        return reverse("orgs:group-new") if self.for_whom == "group" else super().get_default_success_url()

    def _is_on_the_way_to_register(self) -> bool:
        return (super().get_next_url() or "").startswith(reverse("orgs:group-new"))


signup = SignupView.as_view()
