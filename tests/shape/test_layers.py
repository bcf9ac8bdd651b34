"""Foreign keys point down the layers like imports; string ones escape the import contracts."""

from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

DOWN = ("visits", "applications", "messaging", "offices", "people")


def test_foreign_keys__between_our_apps__point_down() -> None:
    wrong = []
    for model in apps.get_models():
        if model._meta.app_label not in DOWN:
            continue
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            target = field.related_model._meta.app_label
            if target in DOWN and DOWN.index(target) < DOWN.index(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{field.name} -> {target}")
    assert not wrong, wrong
