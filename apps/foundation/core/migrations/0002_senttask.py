from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='任务')),
                ('args', models.JSONField(default=list, verbose_name='参数')),
                ('sent_at', models.DateTimeField(verbose_name='发出时间')),
                ('times', models.PositiveSmallIntegerField(default=1, verbose_name='发出次数')),
            ],
            options={
                'verbose_name': '已发未完成的任务',
                'verbose_name_plural': '已发未完成的任务',
                'ordering': ['pk'],
            },
        ),
    ]
