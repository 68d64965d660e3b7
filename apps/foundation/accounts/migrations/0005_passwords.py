import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_large_print'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='password_set_at',
            field=models.DateTimeField(help_text='空的,自建立账号起算', null=True, verbose_name='密码设置时间'),
        ),
        migrations.CreateModel(
            name='FormerPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='密码摘要')),
                ('until', models.DateTimeField(verbose_name='用到')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_passwords', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '用过的密码',
                'verbose_name_plural': '用过的密码',
                'ordering': ['-pk'],
            },
        ),
        # Passwords of before count from the day of the upgrade: nobody finds theirs expired by it.
        migrations.RunSQL(
            "UPDATE accounts_user SET password_set_at = now() WHERE password NOT LIKE '!%'", migrations.RunSQL.noop
        ),
    ]
