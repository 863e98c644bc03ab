"""People at browsers, who read what they come to; and what every page must keep to."""

import re

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

WHOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast"]}

# Without scripts a page has no timers; axe waits with them, so here they are done at once, but for its time limits.
NO_TIMERS = "globalThis.setTimeout = (run, ms = 0, ...given) => { if (ms < 100) queueMicrotask(() => run(...given)) }"
AXE = """axe.run(document, {preload: false, resultTypes: ["violations"], runOnly: %s}).then(
    ({ violations }) => violations.map(({ id, help, nodes }) =>
        `axe ${id}: ${nodes.length}x ${nodes[0].target} ${nodes[0].any[0]?.message ?? help}`))"""
OWN = """(() => {
    const found = [], root = document.documentElement;
    const wide = root.scrollWidth - root.clientWidth;
    if (wide > 0) found.push(`scrolls sideways by ${wide} px`);
    const styled = document.querySelector("[style]");
    if (styled) found.push(`has a style attribute: ${styled.outerHTML.slice(0, 80)}`);
    for (const target of document.querySelectorAll("a, button, input, select, textarea, summary, label:has(input)")) {
        const { width, height } = target.getBoundingClientRect();
        if (target.matches("[aria-hidden=true][tabindex='-1']")) continue; // what Enter presses, and nobody sees
        const inText = target.matches("a") && getComputedStyle(target).display === "inline";
        if (width > 1 && !inText && !target.closest("label:not(:scope)") && (width < 24 || height < 24))
            found.push(`is hard to hit: ${target.outerHTML.slice(0, 80)}`);
    }
    return found;
})()"""


class Person:
    """Somebody at a browser of her own. Every page she comes to is checked before she reads it."""

    def __init__(self, chromium: Browser, site: str, *, scripts: bool = True, width: int = 390, dark: bool = False):
        self.site, self.complaints = site, []
        self.context = chromium.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(30_000)  # slow machines are machines too
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._hear)
        self.page.on("request", self._see_request)

    def opens(self, address: str) -> None:
        """Go to a path of the site, or to a whole address as it stands in a letter."""
        self.page.goto(address if address.startswith("http") else self.site + address)
        self.reads()

    def presses(self, name: str, *, within: str = "main") -> None:
        """Press the button or link of this name, and read the page it leads to."""
        place = self.page.locator(within)
        named = re.compile(rf"^\s*{re.escape(name)}\s*$")
        place.get_by_role("button", name=named).or_(place.get_by_role("link", name=named)).first.click()
        self.page.wait_for_load_state()
        self.reads()

    def fills(self, **fields: str) -> None:
        """Type into fields by their names, and choose by value where there is a choice."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]:not([type=hidden])").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def ticks(self, *labels: str) -> None:
        """Tick the boxes, or choose the one, whose names begin so."""
        form = self.page.locator("main")
        for label in labels:
            name = re.compile(rf"^\s*{re.escape(label)}")
            form.get_by_role("checkbox", name=name).or_(form.get_by_role("radio", name=name)).first.check(force=True)

    def sees(self, *words: str) -> None:
        """Fail where one of these sentences is not on the page."""
        text = self.text
        assert [sentence for sentence in words if sentence not in text] == [], text

    def reads(self) -> None:
        found = problems(self.page) + self.complaints
        assert found == [], (self.page.url, found)

    @property
    def text(self) -> str:
        """The words of the page as one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def _hear(self, line) -> None:
        is_answer = line.location.get("url") == self.page.url  # a 422 or 404 of the page itself is no complaint
        if line.type == "error" and not is_answer:
            self.complaints.append(f"console: {line.text}")

    def _see_request(self, request) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"request to elsewhere: {request.url}")


def problems(page: Page, *, at_night: bool = False) -> list[str]:
    """What is wrong with a page as it stands: by axe, sideways scroll, style attributes, small targets.

    With `at_night` the colours are looked at once more in the dark, where the page stays.
    """
    inspector = page.context.new_cdp_session(page)
    frame = inspector.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    # A world of its own, so that the page's content policy stays in force.
    world = inspector.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]

    def run(script: str) -> list[str]:
        options = {"expression": script, "contextId": world, "awaitPromise": True, "returnByValue": True}
        answer = inspector.send("Runtime.evaluate", options)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value", [])

    found = run(OWN)
    run(f"{NO_TIMERS}; {AXE_SCRIPT}; []")
    found += run(AXE % WHOLE)
    if at_night:
        page.emulate_media(color_scheme="dark")
        found += [f"at night: {wrong}" for wrong in run(AXE % COLOURS)]
    inspector.detach()
    return found
