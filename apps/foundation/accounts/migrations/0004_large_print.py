from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_devices'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='large_print',
            field=models.BooleanField(help_text='未选过的,依所用浏览器', null=True, verbose_name='大字'),
        ),
    ]
