from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_senttask"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxtask",
            name="request",
            field=models.CharField(blank=True, db_default="", default="", max_length=8, verbose_name="请求编号"),
        ),
    ]
