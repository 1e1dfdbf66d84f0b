from typing import Any

from django.db import migrations


def hand_over(apps: Any, schema_editor: Any) -> None:
    """What rosters said of training elsewhere is certification's from now on."""
    prior = apps.get_model("certification", "PriorLearning")
    prior.objects.bulk_create(
        [
            prior(
                person_id=claim.person_id,
                organisation_id=claim.organisation_id,
                reference=claim.reference,
                completed_on=claim.completed_on,
                claimed_at=claim.recorded_at,
                is_from_list=True,
            )
            for claim in apps.get_model("onboarding", "TrainingClaim").objects.all()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0003_prior_learning"),
        ("onboarding", "0005_results_of_registers"),
    ]
    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="TrainingClaim"),
    ]
