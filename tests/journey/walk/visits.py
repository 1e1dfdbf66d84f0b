"""Every page of Lookout, as whoever meets it, in its telling states. In the order they are walked: states build up.

ADDING A PAGE? Add a `Visit` where its room is. What is no page goes into NO_PAGE with the reason.
"""

from tests.journey.walk.visit import (
    Visit,
    attempt,
    hotel,
    hotel_code,
    number,
    post,
    poster,
    prior,
    session,
    step,
    wrong_result,
)

AREA = {"code": "E07000991"}
EMPTY: dict[str, str] = {}
NOWHERE = {"code": "AAAA1111"}

PUBLIC = (
    Visit("desks:home", wide=True),
    Visit("about"),
    Visit("accessibility"),
    Visit("privacy"),
    Visit("demo:try", wide=True),
    Visit("messaging:outbox"),
    Visit("courses:help_now"),
    Visit("courses:help_now_area", at=AREA, wide=True),
    Visit("courses:help_now_area", at={"code": "nowhere"}),
    Visit("courses:card"),
    Visit("courses:area_card", at=AREA, sheets=1),
    Visit("wagtail_serve", query="courses/"),
    Visit("wagtail_serve", query="courses/cse-taxi/", wide=True),
    Visit("wagtail_serve", query="nowhere/"),
    Visit("account_login", send=EMPTY),
    Visit("account_request_login_code", send=EMPTY),
    Visit("account_signup"),
    Visit("account_reset_password", send=EMPTY),
    Visit("account_password_reset_completed"),
    Visit("certification:verify_form", send=EMPTY, press="main form button"),
    Visit("certification:verify", at={"code": "0000-0000-0000-0000"}),
    Visit("schemes:check_badge", at={"code": "0000"}),
)

DOORS = (
    Visit("onboarding:taxi", send=EMPTY),
    Visit("onboarding:taxi_landing", at=NOWHERE),
    Visit("onboarding:taxi_landing", at=poster),
    Visit("onboarding:taxi_contact", at=poster, send=EMPTY),
    Visit("onboarding:taxi_contact", at=poster, send={"contact": "walker@post.example"}, to="onboarding:taxi_code"),
    Visit("onboarding:taxi_code", send=EMPTY),
    Visit("onboarding:taxi_badge", "new", send=EMPTY),
    Visit("onboarding:taxi_notice", "badge", before=lambda world: world.claim),
    Visit("onboarding:taxi_badge", "badge"),  # to correct a claim that waits
    Visit("onboarding:join_type_code", send=EMPTY),
    Visit("onboarding:join", at=NOWHERE),
    Visit("onboarding:join", at=hotel_code, send=EMPTY),
    Visit(
        "onboarding:join",
        at=hotel_code,
        send=lambda world: world.night_worker,
        to="onboarding:join_code",
    ),
    Visit("onboarding:join_by_pin", at=hotel_code, send=EMPTY),
    Visit("onboarding:join_by_pin", at=hotel_code, send={"name": "Nobody", "pin": "730194"}),
    Visit("onboarding:start", send=EMPTY),
    Visit("onboarding:registrations", "licensing", wide=True),
    Visit("onboarding:registration", "licensing", at=lambda world: {"claim": world.claim.uuid}, wide=True),
    Visit("onboarding:posters", "licensing", send=EMPTY, press="main form:has(input[name=place]) button", wide=True),
    Visit("onboarding:start_somebody", "licensing", send=EMPTY),
    Visit("onboarding:licence_check", "licensing", send=EMPTY),
    Visit("onboarding:licence_check", "licensing", send={"number": "000417"}, to="onboarding:licence_check"),
    Visit("onboarding:licence_check_keys", "licensing", send=EMPTY),
    Visit("onboarding:licence_check_keys", "licensing", send={"name": "Desk"}, to="onboarding:licence_check_keys"),
)

LEARNER = (
    Visit("account_change_password", "driver", send=EMPTY),
    Visit("account_logout", "driver"),
    Visit("certification:my_training", "driver", wide=True),
    Visit("learning:start", "driver", at={"course_key": "cse-members"}),
    Visit("learning:overview", "driver", at=attempt, wide=True),
    Visit("learning:lesson", "driver", at=step("lesson"), wide=True),
    Visit("learning:scenario", "driver", at=step("scenario"), before=lambda world: world.to("scenario"), send=EMPTY),
    Visit("learning:assessment", "driver", at=attempt, before=lambda world: world.to("assessment")),
    Visit("learning:scenario", "driver", at=step("scenario")),  # played: to read again
    Visit("learning:finish", "driver", at=attempt, before=lambda w: w.sit(right=False, leave=1)),
    Visit("learning:question", "driver", at=number(1)),  # answered
    Visit("learning:question", "driver", at=number(12), send=EMPTY),
    Visit("certification:result", "driver", at=attempt, before=lambda world: world.end(right=False)),
    Visit("certification:result", "driver", at=attempt, before=lambda world: world.end(right=False, times=2)),
    Visit("learning:assessment", "driver", at=attempt),
    Visit("certification:result", "driver", at=attempt, before=lambda world: world.end(right=True), wide=True),
    Visit("learning:overview", "driver", at=attempt),
    Visit("certification:certificate", "driver", at=lambda world: {"certificate": world.certificate.uuid}, sheets=1),
    Visit("certification:verify", at=lambda world: {"code": world.certificate.code}),
    Visit("certification:my_training", "driver"),
    Visit("certification:my_training", "duesoon"),
    Visit("certification:prior_claim", "duesoon", at={"course_key": "cse-taxi"}, send=EMPTY, wide=True),
    Visit("certification:my_training", "editor"),  # not matched to anybody
    Visit("learning:start", "editor", at={"course_key": "cse-taxi"}),
)

DESKS = (
    Visit("desks:people", "licensing", query="?status=", wide=True),
    Visit("desks:people", "lead"),  # nobody there: Wealdshire in miniature has no hospital
    Visit("desks:post", "lead", at=post, wide=True),
    Visit("desks:post", "lead", at=post, send=EMPTY, press="main form:has([type=hidden][value=absence]) button"),
    Visit("desks:licences", "licensing", wide=True),
    *(Visit("desks:licences", "licensing", query=f"?status={shelf}") for shelf in ("untrained", "short", "all")),
    Visit("desks:licences", "licensing", send={"name": "Zzz"}, to="desks:licences"),  # nobody of that name
    Visit("certification:prior_list", "licensing"),  # nothing to decide
    Visit("certification:prior_list", "licensing", before=lambda world: world.prior, wide=True),
    Visit(
        "certification:prior_review",
        "licensing",
        at=prior,
        send=EMPTY,
        press="main form:has([type=hidden][value=decline]) button",
        wide=True,
    ),
    Visit("certification:prior_briefing", "duesoon", at=prior, before=lambda world: world.accept_prior()),
    Visit("certification:my_training", "duesoon"),
    Visit("certification:prior_review", "licensing", at=prior),
    Visit("desks:members", "democratic", wide=True),
    Visit("desks:members", "democratic", query="?status=all", wide=True),
    Visit("certification:my_training", "councillor", wide=True),
    Visit("desks:coordinator", "hotelwatch", wide=True),
    Visit("desks:coordinator", "hotelwatch", query="?district=nowhere"),
    Visit("desks:champion", "champion", wide=True),
    Visit("desks:champion_of", "champion", at=hotel),
    Visit("desks:partnership", "manager", wide=True),
    # On two sheets in Wealdshire; in miniature most groups have nobody in scope, and their rows say so in four lines.
    Visit("reporting:board", "board", wide=True, sheets=3),
    Visit("reporting:board", "licensing", wide=True),
)

HOTELS = (
    Visit("schemes:premises", "hotelwatch", at=hotel, wide=True),
    Visit(
        "schemes:premises", "hotelwatch", at=hotel, send=EMPTY, press="main form:has([type=hidden][value=visit]) button"
    ),
    Visit("schemes:add", "hotelwatch", send=EMPTY),
    Visit("schemes:add", "hotelwatch", send={"name": "Kingfisher Lodge"}, to="schemes:add"),  # there may be one
    Visit("schemes:roll_call", "champion", at=hotel, send={"headcount": ""}, wide=True),
    Visit("schemes:roll_call", "champion", at=hotel, send={"headcount": "16"}, to="schemes:roll_call", wide=True),
    Visit("schemes:code", "champion", at=hotel, before=lambda world: world.hotel_code),
    Visit("schemes:pledge", "champion", at=hotel, send=EMPTY),
    Visit("schemes:team", "champion", at=hotel, send=EMPTY, press="main form:has([name=person]) button"),
    Visit("schemes:badge", "champion", at=hotel),
    Visit("schemes:staff_list", "champion", at=hotel, send=EMPTY, wide=True),
    Visit("schemes:staff_list", "champion", at=hotel, send={"people": "Zed Quill, reception"}, to="schemes:staff_list"),
    Visit("schemes:address", "champion", at=hotel, send={"address": "", "postcode": ""}),
    Visit("schemes:remind", "hotelwatch", wide=True),
    Visit("schemes:ask_to_join", send=EMPTY, wide=True),
    Visit("schemes:requests", "hotelwatch"),
    Visit("schemes:decide_request", "hotelwatch", at=lambda world: {"asked": world.asked_to_join.uuid}, send=EMPTY),
)

SESSIONS = (
    Visit("schemes:sessions", "licensing"),
    Visit("schemes:new_session", "licensing", send=EMPTY),
    Visit("schemes:choose_session", "driver"),
    Visit("schemes:ask_for_session", "driver", at={"course": "cse-taxi"}, send=EMPTY, wide=True),
    Visit("schemes:session", "licensing", at=session, send=EMPTY, press="main form:has([name=key]) button"),
    Visit("schemes:session", "licensing", at=session, send=EMPTY, press="main form:has([name=mode]) button", wide=True),
    Visit("schemes:correct_line", "licensing", at=wrong_result, send=EMPTY, wide=True),
    Visit("schemes:session", "licensing", at=session, wide=True),
    Visit("schemes:sessions", "licensing", wide=True),
    Visit("schemes:check_in_screen", "licensing", at=session, wide=True),
    Visit("schemes:choose_session", "driver"),
    Visit("schemes:check_in", "driver", at=session, send=EMPTY),
    Visit("schemes:check_in", "driver", at=session, send={"code": "000000"}),
)

ROSTERS = (
    Visit("rosters:list", "licensing", send=EMPTY),
    Visit("rosters:run", "licensing", at=lambda world: {"run": world.columns.uuid}),
    Visit("rosters:run", "licensing", at=lambda world: {"run": world.receipt.uuid}, wide=True),
    Visit("rosters:run", "licensing", at=lambda world: {"run": world.ready.uuid}, query="?result=rejected"),
    Visit("rosters:run", "licensing", at=lambda world: {"run": world.held.uuid}, send=EMPTY, wide=True),
    Visit("rosters:run", "licensing", at=lambda world: {"run": world.unreadable.uuid}),
    Visit("rosters:run", "licensing", at=lambda world: {"run": world.stopped.uuid}),
    Visit("rosters:roll_back", "licensing", at=lambda world: {"run": world.receipt.uuid}),
    Visit("rosters:list", "licensing", wide=True),
    Visit("rosters:matching", "licensing"),  # nothing to decide
    Visit("rosters:matching", "manager", before=lambda world: world.who_is_who(), wide=True),
)

# Ours within Wagtail's frame: what is around them is Wagtail's.
OURS_IN_CMS = ("authors_guide", "learning_inbound:", "lrs_records:")
MAIN = "main"
CMS = (
    Visit("authors_guide", "editor", only=MAIN, wide=True),
    Visit("wagtailadmin_home", "editor", only="section[aria-labelledby=courses-home]", wide=True),
    Visit("learning_inbound:waiting", "admin", only=MAIN),
    Visit("learning_inbound:waiting", "admin", only=MAIN, before=lambda world: world.inbound),
    Visit("learning_inbound:kind", "admin", at=lambda world: {"key": world.inbound.kind_key}, only=MAIN, wide=True),
    Visit("lrs_records:statements", "admin", only=MAIN, wide=True),
    Visit("lrs_records:statement", "admin", at=lambda world: {"uuid": world.inbound.uuid}, only=MAIN),
    Visit("lrs_records:stores", "admin", only=MAIN),
    Visit("lrs_records:add_store", "admin", only=MAIN),
    Visit("lrs_records:store", "admin", at=lambda world: {"pk": world.store.pk}, only=MAIN),
    Visit("lrs_records:stores", "admin", only=MAIN, wide=True),
    Visit("lrs_records:send_again", "admin", at=lambda world: {"pk": world.running_store.pk}, only=MAIN),
    Visit("lrs_records:remove_store", "admin", at=lambda world: {"pk": world.store.pk}, only=MAIN),
    Visit("lrs_records:credentials", "admin", only=MAIN),
    Visit("lrs_records:revoke", "admin", at=lambda world: {"pk": world.credential.pk}, only=MAIN),
)

VISITS = (*PUBLIC, *DOORS, *LEARNER, *DESKS, *HOTELS, *SESSIONS, *ROSTERS, *CMS)

POST = "takes a POST alone"
NO_PAGE = {
    "courses:help_now_mine": "leads on to courses:help_now_area",
    "certification:prior_evidence": "is a file",
    "demo:put_away": POST,
    "set_language": POST,
    "desks:find": POST,
    "desks:export": POST,
    "onboarding:poster_retire": POST,
    "onboarding:licence_check_key_revoke": POST,
    "rosters:decide": POST,
    "rosters:unmerge": POST,
    "rosters:approve": POST,
    "rosters:discard": POST,
    "rosters:resume": POST,
    "schemes:cancel_session": POST,
    "schemes:remove_line": POST,
    "schemes:invite_again": POST,
    "schemes:book": POST,
    "schemes:give_back": POST,
    "schemes:remind": POST,
    "schemes:remind_staff": POST,
    "schemes:steps": POST,
    "schemes:end_deputy": POST,
    "learning_inbound:map_course": POST,
    "learning_inbound:find": POST,
    "learning_inbound:match": POST,
    "learning_inbound:ignore": POST,
    "learning_inbound:undo": POST,
    "learning_inbound:together": POST,
    "lrs_records:switch_store": POST,
    "lrs_records:export": "a download",
    "reporting:board_csv": "a download",
    "rosters:errors": "a download",
    "certification:certificate_pdf": "a download; its tags are tested in tests/certification",
    "courses:card_pdf": "a download; its tags are tested in tests/courses",
    "courses:area_card_pdf": "a download, the same",
    "onboarding:poster_pdf": "a download; its tags are tested in tests/onboarding",
    "schemes:poster": "a download; its tags are tested in tests/schemes",
    "schemes:cards": "a download, the same",
    "schemes:pack": "a download, the same",
    "schemes:badge_paper": "a download, the same",
    "onboarding:licence_check_api": "answers machines, in JSON",
    "onboarding:taxi_again": "sends on, back to the first step",
    "onboarding:join_finish": "sends on, into the course",
    "account_inactive": "allauth shows it only to a closed account that has just tried",
    "account_reauthenticate": "asked for by no page of ours yet",
    "account_set_password": "sends on whoever has a password already, as personas do",
    "account_complete_password_reset": "needs a code from an e-mail; its form is that of account_change_password",
    "account_confirm_password_reset_code": "needs a code's session; its form is that of account_confirm_login_code",
    "wagtailcore_authenticate_with_password": "Wagtail's own, for pages with a password; we have none",
    "wagtailcore_login": "Wagtail's own, for private pages; we have none",
}
NOT_OURS = ("lrs:", "wagtaildocs_")  # a record store answers machines; documents are downloads
# Reached by the steps before them alone, and looked at on the way by tests/learning/test_in_a_browser.py; the last is
# the same page as onboarding:taxi_code with the frame of signing in.
ON_THE_WAY = {"learning:feedback", "learning:refresh", "account_confirm_login_code"}
