"""The page on how the installation is doing: what is to be mended comes first."""

from __future__ import annotations

from sqlalchemy import text


def test_of_a_new_installation_nothing_is_wrong(person):
    page = person.get(person.get("/administration").link("How this installation is doing"))
    assert "Nothing is wrong." in page.text
    assert "There is none in" in page.text
    assert "To be mended" not in page.text


def test_what_is_wrong_is_said_first_with_what_to_do(app, person, tmp_path):
    (tmp_path / "secret-key").chmod(0o644)
    with app.extensions["selfassess"].database.writing() as session:
        session.execute(text("UPDATE audit_event SET at = '2999-01-01 00:00:00'"))
        session.execute(text("UPDATE job SET due_at = '2000-01-01 00:00:00'"))
    page = person.get("/administration/health")
    assert "Something needs mending." in page.text
    assert page.text.index("To be mended") < page.text.index("chmod 600") < page.text.index("To think about")
