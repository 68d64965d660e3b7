import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公开编号"),
                ),
                ("title", models.CharField(max_length=60, verbose_name="标题")),
                ("due", models.DateField(verbose_name="期限")),
                ("done", models.BooleanField(default=False, verbose_name="已办")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={"verbose_name": "示例事项", "verbose_name_plural": "示例事项", "ordering": ["due"]},
        )
    ]
