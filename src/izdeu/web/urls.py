"""The pages by address; who may use which is in ``routes.toml``."""

from django.urls import path

from izdeu.web import appeal, case, counts, family, public, sign
from izdeu.web.desk import (
    appeal as appeals,
)
from izdeu.web.desk import (
    document,
    figures,
    inquiry,
    person,
    proposal,
    request,
    search,
    team,
    today,
)

urlpatterns = [
    path("", public.home, name="home"),
    path("how/", public.how, name="how"),
    path("counts/", counts.show, name="counts"),
    path("ask/", family.ask, name="ask"),
    path("open/", case.enter, name="open"),
    path("case/", case.own, name="case"),
    path("case/tell/", case.tell, name="case-tell"),
    path("case/consent/", case.agree, name="case-consent"),
    path("case/withdraw/", case.withdraw, name="case-withdraw"),
    path("lost/", appeal.lost, name="lost"),
    path("wrong/", appeal.wrong, name="wrong"),
    path("paper/", public.paper, name="paper"),
    path("leaflet/", public.leaflet, name="leaflet"),
    path("leave/", public.leave, name="leave"),
    path("language/<slug:code>/", public.language, name="language"),
    path("files/<slug:edition>/<str:name>", public.file, name="file"),
    path("sign-in/", sign.enter, name="sign-in"),
    path("sign-out/", sign.out, name="sign-out"),
    path("join/", sign.join, name="join"),
    path("desk/", today.show, name="today"),
    path("desk/proposals/", proposal.queue, name="proposals"),
    path("desk/person/<str:handle>/", person.show, name="person"),
    path("desk/person/<str:handle>/verify/", person.verify, name="verify"),
    path("desk/requests/", request.listed, name="requests"),
    path("desk/requests/<str:handle>/", request.act, name="request-act"),
    path("desk/appeals/", appeals.listed, name="appeals"),
    path("desk/appeals/<str:handle>/", appeals.show, name="appeal"),
    path("desk/appeals/<str:handle>/rule/", appeals.rule, name="appeal-rule"),
    path("desk/appeals/<str:handle>/phrase/", appeals.renew, name="appeal-phrase"),
    path("desk/search/", search.show, name="search"),
    path("desk/documents/", document.listed, name="documents"),
    path("desk/documents/<str:handle>/", document.show, name="document"),
    path("desk/documents/<str:handle>/confirm/", document.confirm, name="confirm"),
    path("desk/inquiries/", inquiry.listed, name="inquiries"),
    path("desk/person/<str:handle>/asked/", inquiry.record, name="asked"),
    path("desk/figures/", figures.show, name="figures"),
    path("desk/team/", team.show, name="team"),
    path("desk/team/change/", team.change, name="team-change"),
]
