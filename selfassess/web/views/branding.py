"""How an organisation or a partnership looks on paper: name, logo, colour and footer, with what came of it above."""

from __future__ import annotations

from base64 import b64encode

from flask import flash, redirect, request
from werkzeug import Response

from selfassess.charts.palette import ACCENT, accented
from selfassess.report.blocks import Brand
from selfassess.services.branding import BrandedMeanwhile, brand_to_change, set_brand
from selfassess.services.rights import Action
from selfassess.store.branding import KeptBrand
from selfassess.store.people import Organisation
from selfassess.web.forms.branding import brand_form, fill_brand, read_brand
from selfassess.web.forms.places import seen_revision
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation, in_partnership
from selfassess.web.security.routes import Again
from selfassess.web.views.asking import WRONG
from selfassess.web.views.spots import Spot, SpotRoutes
from selfassess.web.wiring import wiring

routes = SpotRoutes("branding")

_RUN = (in_organisation(Action.RUN_ORGANISATION), in_partnership(Action.RUN_PARTNERSHIP))


@routes.get("/branding", *_RUN)
def branding(spot: Spot) -> Response:
    """What was chosen, how it looks, and the form to change it."""
    kept = _kept(spot)
    form = _form(spot, kept)
    fill_brand(form, kept.brand, kept.revision)
    return _show(spot, form, kept)


def branding_again(why: Again, spot: Spot) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    kept = _kept(spot)
    return _show(spot, _typed(spot, kept), kept, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/branding", *_RUN, again=branding_again)
def save_branding(spot: Spot) -> Response:
    """Keep it, unless somebody else changed it meanwhile."""
    use, kept = wiring(), _kept(spot)
    form = _typed(spot, kept)
    said = read_brand(form, request.files.get("logo"), kept.brand, spot.name, use.t)
    if said is None:
        return _show(spot, form, kept, status=WRONG)
    done = set_brand(use.database, who(), spot.place, said, seen=seen_revision(form), now=use.now())
    if isinstance(done, BrandedMeanwhile):
        form.control("seen").data = str(done.now.revision)
        words = use.t("Somebody else changed this meanwhile: below is how it looks now. What you typed is still here:"
                      " save it again. A logo must be chosen again.")  # fmt: skip
        return _show(spot, form, done.now, status=409, trouble=words)
    flash(use.t("Saved: this is how it looks on paper from now on."))
    return redirect(spot.page("branding.branding"), 303)


def _kept(spot: Spot) -> KeptBrand:
    return brand_to_change(wiring().database, who(), spot.place)


def _form(spot: Spot, kept: KeptBrand) -> PlainForm:
    return brand_form(wiring().t, spot.name, has_logo=kept.brand.logo is not None)


def _typed(spot: Spot, kept: KeptBrand) -> PlainForm:
    form = _form(spot, kept)
    form.take(request.form)
    return form


def _show(spot: Spot, form: PlainForm, kept: KeptBrand, *, status: int = 200, trouble: str = "") -> Response:
    t, brand = wiring().t, kept.brand
    return page(
        "branding.html",
        title=t("How it looks on paper"),
        caption=spot.name,
        status=status,
        spot=spot,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        brand=brand,
        logo=_as_address(brand),
        accent=accented(ACCENT, brand.accent),
        is_service=isinstance(spot.thing, Organisation) and spot.thing.parent is not None,
        example=isinstance(spot.thing, Organisation) and spot.thing.example,
        back=(spot.address, spot.name),
    )


def _as_address(brand: Brand) -> str:
    """The logo as an address that holds it; "" without one."""
    return f"data:image/png;base64,{b64encode(brand.logo.png).decode()}" if brand.logo else ""
