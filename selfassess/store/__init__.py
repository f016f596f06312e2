"""What was said, kept: one row an answer with its history, assessments, and the questionnaire texts they pin.

The only SQL of the program; rows travel no further than this room, values of `model` and of the pure rooms leave it.
What only one of the two kinds of database needs stands in `sqlite` and `postgresql`. Whole databases are carried
from one into another by `copying`. May know: voices, answers, questionnaire, SQLAlchemy, Alembic. To add a table: its
class in `rows`, a migration in `migrations/versions`, its repository beside `assessments` and `answers`; a test
compares rows and migrations.
"""
