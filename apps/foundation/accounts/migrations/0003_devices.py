import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_slips_stay'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='session_round',
            field=models.PositiveIntegerField(default=0, help_text='加一,此前的登录全部失效', verbose_name='登录轮次'),
        ),
        migrations.CreateModel(
            name='SignedInDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='公开编号')),
                ('session_key', models.CharField(max_length=40, unique=True, verbose_name='会话')),
                ('kind', models.CharField(choices=[('password', '密码'), ('slip', '登录单'), ('passkey', '通行密钥'), ('sso', '单点登录')], max_length=10, verbose_name='登录方式')),
                ('user_agent', models.CharField(blank=True, max_length=300, verbose_name='浏览器自报')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='网络地址')),
                ('signed_in_at', models.DateTimeField(verbose_name='登录时间')),
                ('last_used_at', models.DateTimeField(help_text='每几分钟记一次', verbose_name='最近使用')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '登录设备',
                'verbose_name_plural': '登录设备',
                'ordering': ['-last_used_at', '-pk'],
            },
        ),
    ]
