"""Every address behind the staff door. Names of allauth's views are the ones allauth expects."""

from allauth.account import views as account_views
from allauth.mfa.base import views as code_views
from allauth.mfa.recovery_codes import views as spare_views
from allauth.mfa.totp import views as totp_views
from django.urls import path
from django.views.generic import RedirectView

from lawang.web.office import (
    amend_period,
    application_urls,
    audit_trail,
    change_policy,
    history,
    home,
    messages,
    periods,
    setup,
    staff_accounts,
    visit_urls,
)

urlpatterns = [
    path("", home.home, name="office_home"),
    path("mulai/<str:token>/", setup.first_office, name="office_setup"),
    path("kebijakan/", periods.pile, name="policy_pile"),
    path("kebijakan/ubah/", change_policy.choose, name="policy_choose"),
    path("kebijakan/ubah/<slug:kind>/", change_policy.change, name="policy_change"),
    path("kebijakan/pada/", history.on_day, name="policy_on_day"),
    path("kebijakan/masa/<slug:key>/", periods.period, name="policy_period"),
    path("kebijakan/masa/<slug:key>/<slug:how>/", amend_period.amend, name="policy_amend"),
    path("pesan/", messages.preview, name="messages"),
    path("pesan/keluar/", messages.outbox, name="outbox"),
    path("pesan/keluar/<int:id>/", messages.one_message, name="message"),
    path("pesan/belum-terjangkau/", messages.not_reached, name="not_reached"),
    path("pesan/belum-terjangkau/<int:id>/hasil/", messages.note_call, name="note_call"),
    path("pesan/belum-terjangkau/<int:id>/nomor/", messages.show_phone, name="show_phone"),
    *application_urls.urlpatterns,
    *visit_urls.urlpatterns,
    path("akun-petugas/", staff_accounts.accounts, name="staff_accounts"),
    path("akun-petugas/baru/", staff_accounts.open_new, name="staff_account_new"),
    path("akun-petugas/<int:user>/", staff_accounts.one_account, name="staff_account"),
    path("akun-petugas/<int:user>/<slug:deed>/", staff_accounts.do, name="staff_account_deed"),
    path("catatan/", audit_trail.trail, name="audit_trail"),
    path("masuk/", account_views.login, name="account_login"),
    path("masuk/kode/", code_views.authenticate, name="mfa_authenticate"),
    path("keluar/", account_views.logout, name="account_logout"),
    path("akun/", home.account, name="office_account"),
    path("akun/tidak-aktif/", account_views.account_inactive, name="account_inactive"),
    path("akun/kata-sandi/", account_views.password_change, name="account_change_password"),
    path("akun/konfirmasi/", account_views.reauthenticate, name="account_reauthenticate"),
    path("akun/konfirmasi/kode/", code_views.reauthenticate, name="mfa_reauthenticate"),
    path("akun/kode/", RedirectView.as_view(pattern_name="office_account"), name="mfa_index"),
    path("akun/kode/pasang/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("akun/kode/lepas/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("akun/kode/cadangan/", spare_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "akun/kode/cadangan/baru/",
        spare_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
