"""The served demo in a real browser: with and without JavaScript, narrow and wide."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent / "axe.min.js"
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
NARROW, WIDE = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
PUBLIC = ["/", "/how/", "/counts/", "/ask/", "/open/", "/lost/", "/wrong/", "/paper/", "/leaflet/",
          "/sign-in/", "/join/", "/nowhere/"]  # fmt: skip
DESK = ["/desk/", "/desk/proposals/", "/desk/requests/", "/desk/appeals/", "/desk/search/",
        "/desk/documents/", "/desk/inquiries/", "/desk/inquiries/log/", "/desk/inquiries/days/",
        "/desk/inquiries/sheet/", "/desk/inquiries/rota/", "/desk/calls/",
        "/desk/clocks/?older=1", "/desk/clocks/?broken=1",
        "/desk/figures/", "/desk/oversight/", "/desk/team/", "/passkeys/"]  # fmt: skip


class Demo:
    """A demo as ``make demo`` serves it, with the sign-ins it printed."""

    def __init__(self, base, printed):
        self.base, self.printed, self._used = base, printed, {}

    def member(self, pseudonym):
        """Pseudonym, password and a one-time code not used before."""
        line = next(
            line for line in self.printed.splitlines() if line.strip().startswith(pseudonym)
        )
        password, codes = line[17:].strip().split("  ", 1)
        number = self._used[pseudonym] = self._used.get(pseudonym, -1) + 1
        return pseudonym, password.strip(), codes.split()[number]

    def family(self):
        """A case number and its phrase."""
        return re.search(r"case with (\S+) and the phrase: (.*)", self.printed).groups()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    printed = folder / "printed"
    (folder / "home").mkdir()
    # The way out leads to a page that answers without the world outside.
    rules = f'leave = "http://localhost:{port}/how/"\n'
    (folder / "home" / "house.toml").write_text(rules, encoding="utf-8")
    environment = {**os.environ, "IZDEU_HOME": str(folder / "home")}
    for name in ("IZDEU_DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [Path(sys.executable).parent / "izdeu", "demo", "--people", "20", "--serve"]
    with printed.open("w") as file:
        served = subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=file,
                                  stderr=subprocess.STDOUT)  # fmt: skip
    try:
        yield Demo(await_answer(f"http://localhost:{port}", served), printed.read_text("utf-8"))
    finally:
        end(served)


def end(served):
    """Ask the server to end; one that is busy is not waited for."""
    served.terminate()
    try:
        served.wait(10)
    except subprocess.TimeoutExpired:
        served.kill()
        served.wait()


def await_answer(base, served):
    for _ in range(1500):
        assert served.poll() is None, "the demo ended before it was served"
        try:
            urllib.request.urlopen(base, timeout=5)
            return base
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the demo was not served in five minutes")


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def browse(chromium, demo):
    """Open a browser of one's own: size, language, with or without JavaScript."""
    opened = []

    def browse(language="en", *, size=WIDE, script=True):
        context = chromium.new_context(viewport=size, java_script_enabled=script)
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "language", "value": language, "url": demo.base}])
        opened.append(context)
        return context.new_page()

    yield browse
    for context in opened:
        context.close()


def sign_in(page, demo, pseudonym):
    page.goto(f"{demo.base}/sign-in/")
    for field, value in zip(("pseudonym", "password", "code"), demo.member(pseudonym), strict=True):
        page.fill(f"#{field}", value)
    page.click("main button")
    assert page.url == f"{demo.base}/desk/"


def tab_to(page, target):
    """Press the tab key until the target has the focus, as somebody without a mouse does."""
    for _ in range(120):
        if page.locator(target).and_(page.locator(":focus")).count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by the tab key")


def violations(page):
    """What axe finds on the page, and whether it is wider than the screen."""
    told = "{ resultTypes: ['violations'] }"
    found = page.evaluate(f"() => {{ {AXE.read_text('utf-8')}; return axe.run({told}); }}")
    told = [(one["id"], one["nodes"][0]["html"][:120]) for one in found["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return told + ([("wider than the screen", page.url)] if wide else [])


@pytest.mark.parametrize(("language", "size"), [("kk", NARROW), ("ru", WIDE), ("en", NARROW)])
def test_no_public_page_shuts_anybody_out_or_asks_a_third_party(browse, demo, language, size):
    page = browse(language, size=size)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PUBLIC:
        page.goto(demo.base + path)
        assert violations(page) == [], path
    assert all(url.startswith(demo.base) for url in asked)


def test_no_page_is_harder_to_read_in_the_dark(browse, demo):
    page = browse("kk-Latn", size=NARROW)
    page.emulate_media(color_scheme="dark")
    sign_in(page, demo, "coordinator-1")
    for path in ("/", "/ask/", "/open/", "/paper/", *DESK[:5]):
        page.goto(demo.base + path)
        assert violations(page) == [], path


def test_columns_are_told_and_rows_taken_in_without_javascript(browse, demo):
    page = browse("en", size=NARROW, script=False)
    sign_in(page, demo, "intake-1")
    page.goto(f"{demo.base}/desk/documents/")
    page.fill("#source", "Volunteers of the harbour")
    page.check("[name=look]")
    content = "ФИО;Год рождения\nАсанов Ерлан;1980\nСерік Қанат;1991\n".encode()
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": content}
    page.set_input_files("#file", file)
    page.click("text=Read it")
    page.wait_for_url("**/columns/")
    assert "Асанов Ерлан" in page.inner_text("main")
    page.click("text=Take in the rows")
    page.click("text=Open the document")
    page.click("a[href*=original] >> nth=0")
    assert page.inner_text("mark") == "Асанов Ерлан"


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", ["kk", "kk-Latn", "ru", "en"])
def test_every_public_page_fits_a_telephone_and_a_desk_with_and_without_scripts(
    browse, demo, language, script
):
    page = browse(language, script=script)
    for path in PUBLIC:
        page.goto(demo.base + path)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            assert page.locator("main h1").is_visible()
            box = page.locator("html").bounding_box()
            assert box and box["width"] <= size["width"], (path, size)


def test_no_page_of_the_desk_shuts_anybody_out(browse, demo):
    page = browse("kk")
    sign_in(page, demo, "coordinator-1")
    page.goto(f"{demo.base}/desk/requests/")
    page.click("td a")
    person = page.url
    for language, size in (("kk", WIDE), ("ru", NARROW)):
        page.context.add_cookies([{"name": "language", "value": language, "url": demo.base}])
        page.set_viewport_size(size)
        for path in (*DESK, person.removeprefix(demo.base), f"{person}asked/"):
            page.goto(path if path.startswith("http") else demo.base + path)
            for summary in page.query_selector_all("summary"):
                if not page.evaluate("one => one.parentElement.open", summary):
                    summary.click()
            assert violations(page) == [], (path, language)
        page.goto(f"{demo.base}/desk/proposals/")
        page.click(".side a[href*=original]")
        assert violations(page) == []
        page.click("main a[href*='/desk/documents/']")
        assert violations(page) == []


def test_a_passkey_takes_the_place_of_the_code(browse, demo):
    page = browse()
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
           "hasUserVerification": True, "isUserVerified": True,
           "automaticPresenceSimulation": True}  # fmt: skip
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page, demo, "intake-1")
    page.click("text=Passkeys")
    pseudonym, password, code = demo.member("intake-1")
    page.fill("#code", code)
    page.click("text=Make a passkey")
    page.wait_for_selector("text=made on")
    page.click("text=Sign out")
    for tried in (password, f"{password}x"):
        page.goto(f"{demo.base}/sign-in/")
        page.fill("#pseudonym", pseudonym)
        page.fill("#password", tried)
        page.click("text=Use a passkey instead of the code")
        page.wait_for_url("**/desk/" if tried == password else "**/sign-in/")
        page.wait_for_load_state()
        assert page.locator("main h1").inner_text() == (
            "Today" if tried == password else "Sign in for the team"
        )
        if tried == password:
            page.click("text=Sign out")


def test_what_needs_a_script_is_not_shown_without_one(browse, demo):
    page = browse(script=False)
    page.goto(f"{demo.base}/sign-in/")
    assert not page.locator("button[data-passkey]").is_visible()
    page = browse()
    page.goto(f"{demo.base}/sign-in/")
    assert page.locator("button[data-passkey]").is_visible()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_family_reports_comes_back_and_leaves_by_keyboard_alone(browse, demo, language, script):
    page = browse(language, size=NARROW, script=script)
    page.goto(f"{demo.base}/ask/")
    tab_to(page, "[name=name]")
    for words in ("Ержан Сәбит", "41", "Belkent", "", "scar"):
        page.keyboard.type(words)
        if page.evaluate("document.activeElement.type") == "date":
            page.keyboard.type("01052022")
        focused = page.evaluate("document.activeElement.id")
        while page.evaluate("document.activeElement.id") == focused:
            page.keyboard.press("Tab")
    tab_to(page, "[name=relation]")
    page.keyboard.press("Space")
    tab_to(page, "[name=consent]")
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#case-number")
    number, phrase = page.inner_text("#case-number"), page.inner_text("#case-phrase")
    page.goto(f"{demo.base}/open/")
    page.focus("#number")
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    page.keyboard.type(phrase)
    page.keyboard.press("Enter")
    page.wait_for_url("**/case/")
    assert "Ержан Сәбит" in page.inner_text("main")
    page.focus(".leave")
    page.keyboard.press("Enter")
    page.wait_for_url("**/how/")
    page.goto(f"{demo.base}/case/")
    assert page.url == f"{demo.base}/open/"


def test_without_a_connection_nothing_typed_is_lost_and_one_report_arrives(browse, demo):
    page = browse("kk", size=NARROW)
    page.goto(f"{demo.base}/ask/")
    page.fill("#name", "Асан Үсенов")
    page.context.set_offline(True)
    page.click("main form button")
    page.wait_for_selector("[data-unreached]:focus")
    assert page.input_value("#name") == "Асан Үсенов" and violations(page) == []
    page.context.set_offline(False)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.dblclick("main form button")
    page.wait_for_selector("#case-number")
    assert sent.count("POST") == 1


def test_an_answer_that_was_lost_on_the_way_comes_again_and_makes_no_second_report(browse, demo):
    page = browse("ru", size=NARROW, script=False)
    page.goto(f"{demo.base}/ask/")
    page.fill("#name", "Асан Үсенов")
    numbers = []

    def lose(route):
        answer = route.fetch()
        numbers.append(re.search(r'case-number">([^<]+)', answer.text())[1])
        route.abort()

    page.route("**/ask/", lose, times=1)
    page.click("main form button")
    page.wait_for_url("chrome-error:**")
    page.reload()
    assert [page.inner_text("#case-number")] == numbers


def test_the_printed_family_opens_its_case_and_reads_no_list(browse, demo):
    page = browse()
    number, phrase = demo.family()
    page.goto(f"{demo.base}/open/")
    page.fill("#number", number)
    page.fill("#phrase", phrase.upper())
    page.click("main button")
    assert page.url == f"{demo.base}/case/"
    for language, size in (("kk", NARROW), ("ru", WIDE), ("kk-Latn", NARROW)):
        page.context.add_cookies([{"name": "language", "value": language, "url": demo.base}])
        page.set_viewport_size(size)
        page.reload()
        assert violations(page) == [], language
    page.fill("#right_age", "old")
    page.click("form[action*=correct] button")
    page.wait_for_selector(".amiss:focus")
    assert page.input_value("#right_age") == "old" and violations(page) == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_paper_form_and_the_leaflet_are_printed_on_one_sheet_each(browse, demo, language):
    page = browse(language)
    for path in ("/paper/", "/leaflet/"):
        page.goto(demo.base + path)
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
        assert len(pypdfium2.PdfDocument(page.pdf(format="A4", margin=margin))) == 1


def test_a_warning_is_read_before_a_risky_source_and_shuts_nobody_out(browse, demo):
    page = browse("kk", size=NARROW)
    sign_in(page, demo, "coordinator-1")
    page.goto(f"{demo.base}/desk/documents/")
    page.fill("#source", "Channel 7")
    page.select_option("#kind", "media")
    page.fill("#risk", "banned as extremist")
    page.fill("#pasted", "Қасым Ерлан 5 қаңтарда ұсталды.")
    page.click("main form[enctype] button")
    page.goto(f"{demo.base}/desk/documents/")
    page.click("td a")
    assert "banned as extremist" in page.inner_text("main") and violations(page) == []
    page.click("main form button")
    assert page.locator("main h2").count() and violations(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_verifier_decides_and_undoes_by_keyboard_alone(browse, demo, script):
    page = browse("en", script=script)
    sign_in(page, demo, "verifier-1" if script else "verifier-2")
    tab_to(page, "nav a[href='/desk/proposals/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/proposals/")
    while page.locator("button[value=different]").count() == 0:
        tab_to(page, "a:has-text('Next proposal')")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    before = page.inner_text(".sides")
    if script:
        page.keyboard.press("2")
    else:
        tab_to(page, "button[value=different]")
        page.keyboard.press("Enter")
    page.wait_for_selector(".undo")
    assert page.inner_text(".sides") != before
    tab_to(page, ".undo button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".undo", state="detached")


def test_neither_enter_in_the_note_nor_a_key_held_down_decides(browse, demo):
    page = browse("en")
    sign_in(page, demo, "verifier-1")
    page.goto(f"{demo.base}/desk/proposals/")
    while page.locator("#note").count() == 0:
        page.click("a:has-text('Next proposal')")
    sides = page.inner_text(".sides")
    page.fill("#note", "the same father")
    page.press("#note", "Enter")
    page.click("main h2 >> nth=0")
    page.evaluate(
        """() => document.querySelector('[data-keys]').dispatchEvent(
            new KeyboardEvent('keydown', {key: '1', repeat: true, bubbles: true}))"""
    )
    page.wait_for_timeout(500)
    assert page.inner_text(".sides") == sides and page.locator(".undo").count() == 0
    assert page.input_value("#note") == "the same father"
    page.keyboard.press("3")
    page.wait_for_function(
        "sides => document.querySelector('.sides').innerText !== sides", arg=sides
    )
