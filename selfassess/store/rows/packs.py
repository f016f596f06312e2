"""Report packs that are kept, how organisations and partnerships look on paper, and texts an administrator wrote."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from selfassess.store.rows.base import Row, where

_ONE_PLACE = "(organisation IS NULL) <> (partnership IS NULL)"


class BrandingRow(Row):
    """The name, logo, accent and footer an organisation or a partnership puts on what it prints."""

    __tablename__ = "branding"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random")
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), comment="whose, or none")
    partnership: Mapped[str | None] = mapped_column(ForeignKey("partnership.id"), comment="whose, or none")
    name: Mapped[str] = mapped_column(Text, comment="as it is printed; empty: as it is called here")
    accent: Mapped[str] = mapped_column(String(7), comment="colour as #rrggbb; empty: ours")
    footer: Mapped[str] = mapped_column(Text, comment="at the foot of every page; may be empty")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, comment="a PNG that this program wrote")
    logo_sha256: Mapped[str | None] = mapped_column(String(64), comment="of those bytes; stands in addresses")
    logo_words: Mapped[str] = mapped_column(Text, comment="what the logo shows, for those who do not see it")
    changed_at: Mapped[datetime] = mapped_column(comment="last change")
    changed_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint(_ONE_PLACE, name="place"),
        CheckConstraint("(logo IS NULL) = (logo_sha256 IS NULL)", name="logo"),
        CheckConstraint("revision >= 1", name="revision"),
        Index("uq_branding_organisation", "organisation", unique=True, **where("organisation IS NOT NULL")),
        Index("uq_branding_partnership", "partnership", unique=True, **where("partnership IS NOT NULL")),
    )


class FinalPackRow(Row):
    """One document of a locked assessment as it was made first; it is given out as it is, and never made again."""

    __tablename__ = "final_pack"

    assessment: Mapped[str] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True, comment="whose"
    )
    document: Mapped[str] = mapped_column(String(40), primary_key=True, comment="which, by the table of documents")
    suffix: Mapped[str] = mapped_column(String(8), primary_key=True, comment="ending of the file, with its dot")
    sha256: Mapped[str] = mapped_column(String(64), comment="of the bytes")
    content: Mapped[bytes] = mapped_column(LargeBinary, comment="the file")
    version: Mapped[str] = mapped_column(String(20), comment="of the program that made it")
    made_at: Mapped[datetime] = mapped_column(comment="when")


class PackRunRow(Row):
    """Packs of many organisations, asked for at once; what is made stays, so that another worker goes on from there."""

    __tablename__ = "pack_run"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, comment="random, stands in addresses")
    partnership: Mapped[str] = mapped_column(ForeignKey("partnership.id"), comment="of which")
    period: Mapped[str] = mapped_column(Text, comment="as asked for")
    options: Mapped[str] = mapped_column(Text, comment="what else was asked for, as canonical JSON")
    requested_by: Mapped[str | None] = mapped_column(
        ForeignKey("account.id"), index=True, comment="as whose eyes see; none: who is at the machine"
    )
    state: Mapped[str] = mapped_column(String(16), comment="waiting, done or cancelled")
    job: Mapped[str | None] = mapped_column(
        String(32), comment="that makes it, where one does; jobs are forgotten before runs"
    )
    made_at: Mapped[datetime] = mapped_column(comment="when it was asked for")
    finished_at: Mapped[datetime | None] = mapped_column(comment="there exactly when done or cancelled")

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'cancelled')", name="state"),
        CheckConstraint("(state = 'waiting') = (finished_at IS NULL)", name="finished_at"),
        Index(None, "partnership", "made_at"),
    )


class PackItemRow(Row):
    """One file of a run: waiting, made, or failed with the reason."""

    __tablename__ = "pack_item"

    run: Mapped[str] = mapped_column(
        ForeignKey("pack_run.id", ondelete="CASCADE"), primary_key=True, comment="of which"
    )
    name: Mapped[str] = mapped_column(String(200), primary_key=True, comment="of the file in the archive")
    title: Mapped[str] = mapped_column(Text, comment="whose it is, in words")
    edition: Mapped[str] = mapped_column(String(16), comment="complete, shared or steering")
    assessment: Mapped[str | None] = mapped_column(
        ForeignKey("assessment.id", ondelete="CASCADE"), index=True, comment="what it is made from; none: steering"
    )
    questionnaire: Mapped[str] = mapped_column(String(80), comment="id of what was answered")
    year: Mapped[int | None] = mapped_column(comment="of what is shared; none where the edition is complete")
    state: Mapped[str] = mapped_column(String(16), comment="waiting, made or failed")
    begun: Mapped[int] = mapped_column(comment="how often a worker began it: what takes workers down is given up")
    sha256: Mapped[str | None] = mapped_column(String(64), comment="of the bytes")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, comment="the file; there exactly when made")
    failure: Mapped[str | None] = mapped_column(Text, comment="why it could not be made, in words")

    __table_args__ = (
        CheckConstraint("edition IN ('complete', 'shared', 'steering')", name="edition"),
        CheckConstraint("(edition = 'steering') = (assessment IS NULL)", name="assessment"),
        CheckConstraint("(edition = 'complete') = (year IS NULL)", name="year"),
        CheckConstraint("begun >= 0", name="begun"),
        CheckConstraint("state IN ('waiting', 'made', 'failed')", name="state"),
        CheckConstraint("(state = 'made') = (content IS NOT NULL AND sha256 IS NOT NULL)", name="content"),
        CheckConstraint("(state = 'failed') = (failure IS NOT NULL)", name="failure"),
    )


class SiteTextRow(Row):
    """A page of this installation in the words of its administrator, such as the privacy notice."""

    __tablename__ = "site_text"

    page: Mapped[str] = mapped_column(String(40), primary_key=True, comment="which, by the table of pages")
    text: Mapped[str] = mapped_column(Text, comment="plain text with headings, lists and links; empty: ours")
    changed_at: Mapped[datetime] = mapped_column(comment="last change")
    changed_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (CheckConstraint("revision >= 1", name="revision"),)


class RetentionRow(Row):
    """How long one kind of thing is kept in this installation; none: for as long as somebody wants it."""

    __tablename__ = "retention"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True, comment="of what, by the table of kinds")
    months: Mapped[int | None] = mapped_column(comment="how long; none: no end")
    changed_at: Mapped[datetime] = mapped_column(comment="last change")
    changed_by: Mapped[str | None] = mapped_column(String(32), comment="the account, where there was one")
    revision: Mapped[int] = mapped_column(comment="changes, from 1, so that a stale form is told")

    __table_args__ = (
        CheckConstraint("months BETWEEN 1 AND 1200", name="months"),
        CheckConstraint("revision >= 1", name="revision"),
    )
