"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const panel = document.getElementById("panel");
  const cards = all(".card");
  const places = all(".fig[data-figure]");
  let current = -1;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const holds = (mark, kind, number) => (mark.dataset[kind] || "").split(" ").includes(String(number));
  const marks = (kind, number) => all("mark").filter((mark) => holds(mark, kind, number));
  // at once, not smoothly: two parts of the page move, and a second movement would stop the first
  const show = (target) => target && target.scrollIntoView({ block: "center" });

  function clear() {
    all(".active").forEach((found) => found.classList.remove("active"));
    all(".noting").forEach((found) => found.classList.remove("noting"));
  }

  function choose(number, { jump = true, card = true } = {}) {
    clear();
    current = number;
    const chosen = cards[number];
    chosen.classList.add("active");
    const faults = marks("findings", number);
    faults.forEach((mark) => mark.classList.add("active"));
    marks("notes", number).forEach((mark) => mark.classList.add("noting"));
    if (card) chosen.scrollIntoView({ block: "nearest" });
    if (jump) show(faults[0]);
  }

  function link(number) {
    const made = element("a", "to", `${cards[number].querySelector("h3").textContent.trim()}`);
    made.href = `#n${number}`;
    made.addEventListener("click", (event) => {
      event.preventDefault();
      choose(number);
      cards[number].focus({ preventScroll: true });
    });
    return made;
  }

  function list(title, items) {
    if (!items.length) return [];
    const made = element("ul");
    items.forEach((item) => made.append(item));
    return [element("h4", "", title), made];
  }

  function open(place) {
    const figure = figures[Number(place.dataset.figure)];
    clear();
    all(`.fig[data-figure="${place.dataset.figure}"]`).forEach((part) => part.classList.add("active"));
    panel.replaceChildren();
    const close = element("button", "close", "关闭");
    close.type = "button";
    close.addEventListener("click", shut);
    const head = element("h2", "", figure.printed);
    const status = element("p", `is ${figure.kind}`, figure.status);
    panel.append(close, head, status);
    if (figure.why) panel.append(element("p", "why", figure.why));
    panel.append(
      ...list("所说的是", figure.says.map((text) => element("li", "", text))),
      ...list("勾稽关系", figure.verdicts.map(([outcome, text, rule]) => {
        const item = element("li", outcome, text);
        item.title = rule;
        return item;
      })),
      ...list("有关的问题", figure.findings.map((number) => {
        const item = element("li");
        item.append(link(number));
        return item;
      })),
    );
    panel.hidden = false;
    panel.parentElement.scrollTop = 0;
    figure.findings.slice(0, 1).forEach((number) => choose(number, { jump: false, card: false }));
    place.classList.add("active");
  }

  function shut() {
    panel.hidden = true;
    clear();
  }

  function focus(place) {
    places.forEach((other) => { other.tabIndex = -1; });
    place.tabIndex = 0;
    place.focus({ preventScroll: true });
    show(place);
  }

  function near(step) {
    const at = places.indexOf(document.activeElement);
    const from = at < 0 ? (step > 0 ? -1 : places.length) : at;
    const next = places[Math.min(places.length - 1, Math.max(0, from + step))];
    if (next) focus(next);
  }

  function step(by) {
    const shown = cards.filter((card) => !card.hidden);
    const at = shown.indexOf(cards[current]);
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (!next) return;
    choose(Number(next.dataset.finding));
    next.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const see = target.closest("a.see");
    const go = target.closest("[data-go]");
    const card = target.closest(".card");
    if (see) {
      event.preventDefault();
      const number = Number(card.dataset.finding);
      choose(number, { jump: false, card: false });
      show(all("mark").find((mark) => mark.dataset.at === see.dataset.to));
      return;
    }
    if (go) {
      choose(Number(card.dataset.finding), { jump: false, card: false });
      const there = document.querySelector(`.fig[data-figure="${Number(go.dataset.go)}"]`);
      if (there) there.classList.add("active");
      show(there);
      return;
    }
    if (card && !target.closest("summary")) {
      if (target.closest("a.jump")) event.preventDefault();
      if (!getSelection().toString()) choose(Number(card.dataset.finding), { card: false });
      return;
    }
    const place = target.closest(".fig[data-figure]");
    if (place) {
      open(place);
      return;
    }
    const mark = target.closest("main mark");
    if (mark) {
      const number = (mark.dataset.findings || mark.dataset.notes).split(" ")[0];
      choose(Number(number), { jump: false });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = event.target instanceof Element && event.target.closest(".fig[data-figure]");
    if (place && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      open(place);
      return;
    }
    const keys = { j: () => step(1), k: () => step(-1), f: () => near(1), d: () => near(-1), Escape: shut };
    if (place) Object.assign(keys, { ArrowRight: () => near(1), ArrowLeft: () => near(-1) });
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  all(".filters button").forEach((button) => button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle(`no-${button.dataset.severity}`, !on);
    cards.filter((card) => card.classList.contains(button.dataset.severity)).forEach((card) => { card.hidden = !on; });
  }));

  addEventListener("beforeprint", () => all("details").forEach((found) => { found.open = true; }));

  const links = new Map(all("nav a").map((found) => [found.getAttribute("href").slice(1), found]));
  const seen = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      links.forEach((found) => found.removeAttribute("aria-current"));
      const found = links.get(entry.target.id);
      if (found) found.setAttribute("aria-current", "true");
    });
  }, { rootMargin: "0px 0px -70% 0px" });
  all("main .at[id^=s]").forEach((found) => seen.observe(found));
})();
