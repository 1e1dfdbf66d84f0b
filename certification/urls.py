"""Addresses of my training, results, certificates and their verification."""

from django.urls import path

from certification.views import certificates, my_training, prior, results, reviews

app_name = "certification"
urlpatterns = [
    path("my-training/", my_training.my_training, name="my_training"),
    path("my-training/<slug:course_key>/earlier/", prior.claim, name="prior_claim"),
    path("my-training/briefing/<uuid:claim>/", prior.briefing, name="prior_briefing"),
    path("earlier-training/", reviews.review_list, name="prior_list"),
    path("earlier-training/<uuid:claim>/", reviews.review, name="prior_review"),
    path("earlier-training/<uuid:claim>/evidence/", reviews.evidence, name="prior_evidence"),
    path("learn/<uuid:attempt>/result/", results.result, name="result"),
    path("certificates/<uuid:certificate>/", certificates.certificate, name="certificate"),
    path("certificates/<uuid:certificate>/certificate.pdf", certificates.certificate_as_pdf, name="certificate_pdf"),
    path("verify/", certificates.verify_form, name="verify_form"),
    path("verify/<str:code>/", certificates.verify_code, name="verify"),
]
