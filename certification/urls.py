"""Addresses of my training, results, certificates and their verification."""

from django.urls import path

from certification.views import certificates, my_training, results

app_name = "certification"
urlpatterns = [
    path("my-training/", my_training.my_training, name="my_training"),
    path("learn/<uuid:attempt>/result/", results.result, name="result"),
    path("certificates/<uuid:certificate>/", certificates.certificate, name="certificate"),
    path("certificates/<uuid:certificate>/certificate.pdf", certificates.certificate_as_pdf, name="certificate_pdf"),
    path("verify/", certificates.verify_form, name="verify_form"),
    path("verify/<str:code>/", certificates.verify_code, name="verify"),
]
