// What Streamlit leaves unsaid, or says in English only: that a choice is not answered yet, that the
// connection is gone, its own few words, what its boxes are to those who only hear them, what a
// choice has changed, and how wide the paper is.
(() => {
  const {says, translations, menu} = JSON.parse(document.currentScript.dataset.words);
  const find = (what) => document.querySelector(what), first = find("#first");
  const block = "[class*=st-key-figure-]";

  // Charts are laid out for a phone or for a page; the server asks once, before it draws.
  const phone = matchMedia("(max-width: 640px)");
  const measure = () => {
    document.cookie = `width=${phone.matches ? "narrow" : "wide"}; path=/; samesite=lax`;
  };
  measure();
  phone.addEventListener("change", measure);

  // Its words: the same in the reader's language; {name} stands for what varies.
  const patterns = Object.entries(translations).map(([english, own]) => {
    const parts = english.split("{name}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return [new RegExp(`^${parts.join("(.+)")}$`), own.replace("{name}", "$1")];
  });
  const spoken = ["aria-label", "title", "placeholder"];
  const ours = ".stHtml, .js-plotly-plot, #aside, #switch";
  const own = (text) => {
    const [pattern, words] = patterns.find(([one]) => one.test(text)) ?? [];
    return pattern ? text.replace(pattern, words) : text;
  };
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.parentElement?.closest(ours)) return;
      const words = own(node.data);
      if (words !== node.data) node.data = words;
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.closest(ours)) {
      for (const name of spoken) {
        const text = node.getAttribute(name), words = text && own(text);
        if (words !== text) node.setAttribute(name, words);
      }
      node.childNodes.forEach(translate);
    }
  };

  // Whether what is shown answers what was chosen last. Streamlit tells of its own accord only that
  // a script runs, not that it was asked for: what goes out and comes in says more.
  const PATIENCE = 5000;
  let met = false, unheard = false, since = 0, touched = null, when = 0;
  const heard = new WeakSet(), {send} = WebSocket.prototype;
  WebSocket.prototype.send = function (...message) {
    if (!heard.has(this)) this.addEventListener("message", () => { unheard = false; });
    heard.add(this);
    unheard = true;
    return send.apply(this, message);
  };
  const state = (name) => find("[data-testid=stApp]")?.getAttribute(`data-test-${name}-state`);
  const lost = () => met && (!navigator.onLine || state("connection") !== "CONNECTED");
  const busy = () => unheard || state("script") === "running";
  const late = () => touched && since && Date.now() - since >= PATIENCE;
  const say = (words) => {
    const line = find("#connection");
    if (line.textContent !== words) line.textContent = words;
    document.querySelectorAll("[data-earlier]").forEach((one) => delete one.dataset.earlier);
    if (words && touched) touched.dataset.earlier = "";
  };
  const look = () => {
    met ||= state("connection") === "CONNECTED";
    since = busy() ? since || Date.now() : 0;
    if (!busy() && !lost() && Date.now() - when > 1000) {
      tell(touched);
      touched = null;
    }
    if (lost()) {
      // Streamlit's own message is English, for whoever runs it, and locks the page.
      find("[role=dialog] button")?.click();
      say(touched ? says.earlier : says.lost);
    }
    else say(late() ? says.waiting : "");
  };
  // What has changed is told once, to those who do not see it: the finding, or the new page's name.
  let before = "";
  const heading = (part) => part.querySelector("h1, .message")?.textContent.trim() ?? "";
  const view = (part) => heading(part) + (part.matches(block) && part.querySelector(".files a")?.href);
  const tell = (part) => {
    if (part?.isConnected && view(part) !== before) find("#told").textContent = heading(part);
  };
  const chosen = ({target}) => {
    const control = target.closest?.("input, [role=option], [role=button], button, a[data-testid]");
    if (!control) return;
    const inList = control.closest("[role=listbox]") && find("[aria-expanded=true]");
    const part = (inList || control).closest(block) ?? find("[data-testid=stMainBlockContainer]");
    if (part !== touched) before = view(part);
    find("#told").textContent = "";
    touched = part;
    when = Date.now();
  };
  for (const kind of ["change", "click"]) addEventListener(kind, chosen, true);
  addEventListener("keydown", (event) => { if (event.key === "Enter") chosen(event); }, true);
  for (const kind of ["online", "offline"]) addEventListener(kind, look);
  setInterval(look, 500);

  // A link that nobody answers is a plain link again.
  addEventListener("click", (event) => {
    if ((lost() || late()) && event.target.closest?.("a[href]")) event.stopImmediatePropagation();
  }, true);

  // Past the menu.
  find("#skip").addEventListener("click", (event) => {
    event.preventDefault();
    const content = find(".st-key-content h1") ?? find(".st-key-content");
    content?.setAttribute("tabindex", "-1");
    content?.focus();
  });

  // A chart is drawn for a screen; on paper it is scaled as a picture.
  const charts = () => document.querySelectorAll(".js-plotly-plot .svg-container");
  addEventListener("beforeprint", () => charts().forEach((chart) => {
    const {width, height} = chart.querySelector(".main-svg").getBoundingClientRect();
    chart.style.setProperty("--shape", `${width} / ${height}`);
    chart.querySelectorAll(".main-svg").forEach((one) =>
      one.setAttribute("viewBox", `0 0 ${one.getAttribute("width")} ${one.getAttribute("height")}`));
  }));
  addEventListener("afterprint", () => charts().forEach((chart) =>
    chart.querySelectorAll(".main-svg").forEach((one) => one.removeAttribute("viewBox"))));

  // Which link of the menu leads to where one is: Streamlit only writes it bold.
  const mark = () => {
    const here = find(".st-key-here a");
    if (here?.ariaCurrent === "page") return;
    document.querySelectorAll(".st-key-menu [aria-current]").forEach((one) => { one.ariaCurrent = null; });
    if (!here) return;
    here.ariaCurrent = "page";
    const bar = find(".st-key-menu"), {left, width} = here.getBoundingClientRect();
    bar.scrollLeft += left + (width - bar.clientWidth) / 2;
  };

  // What Streamlit's boxes are, by the names we gave them: to it everything is its main content, and
  // a chart is so many loose numbers. Header and footer are owned by those of the document.
  const figure = (box) => box.closest(block)?.className.match(/st-key-figure-(\S+)/)[1];
  const boxes = [
    [".st-key-menu", "navigation", (box) => { box.ariaLabel = menu; }],
    [block, "group", (box) => box.setAttribute("aria-labelledby", `name-${figure(box)}`)],
    [".stPlotlyChart", "img", (box) => {
      if (figure(box)) box.setAttribute("aria-details", `words-${figure(box)}`);
    }],
    ["[class*=st-key-row-] summary [data-testid=stMarkdownContainer]", "heading",
      (box) => { box.ariaLevel = "3"; }],
  ];
  // What is to be opened below a figure stands in the page before the explorer, if it answers the
  // same choices, else in the page of the figure: there it is fetched once it is opened.
  const answers = (under, address) =>
    [...under?.querySelectorAll(".actions a") ?? []].some((one) => one.getAttribute("href") === address);
  const label = (details) => details.querySelector("summary").firstChild.textContent.trim();
  const give = (details, under) => {
    const same = [...under.querySelectorAll("details")].find((one) => label(one) === label(details));
    if (same) details.querySelector(".panel").replaceChildren(...same.querySelector(".panel").cloneNode(true).childNodes);
  };
  const unfilled = "[data-elsewhere] .panel:not(:has(*))";
  const fill = () => document.querySelectorAll(unfilled).forEach((panel) => {
    const under = panel.closest(".under"), own = first.querySelector(`[id="${figure(panel.closest(block))}"] .under`);
    if (answers(own, under.dataset.elsewhere)) give(panel.parentElement, own);
  });
  addEventListener("toggle", async ({target: details}) => {
    if (!details.open || !details.querySelector(unfilled)) return;
    const address = details.closest(".under").dataset.elsewhere;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
      give(details, page.querySelector("#first .under"));
    } catch {
      const link = document.createElement("a");
      link.href = link.textContent = address;
      details.querySelector(".panel").replaceChildren(link);
    }
  }, true);
  const drawing = ".stPlotlyChart > *, #js-plotly-tester";
  const arrange = () => {
    fill();
    find(".st-key-header:not([id])")?.setAttribute("id", "site-header");
    for (const [name, role, more] of boxes)
      document.querySelectorAll(`${name}:not([role=${role}])`).forEach((box) => {
        box.role = role;
        more(box);
      });
    document.querySelectorAll(`:is(${drawing}):not([aria-hidden])`).forEach((drawn) => {
      drawn.ariaHidden = "true";
    });
  };

  // The explorer takes the place of the page before it once it is drawn, unless that is being read:
  // then it waits to be asked. Where it never comes, the page stays.
  let read = false;
  const reading = () => { read = true; };
  for (const kind of ["pointerdown", "keydown", "toggle", "input"])
    first.addEventListener(kind, reading, {capture: true, passive: true});
  addEventListener("scroll", () => { if (scrollY > 8) reading(); }, {passive: true});
  const root = find("#root");
  const drawn = () => state("script") === "notRunning" && find("#root .footer") &&
    [...root.querySelectorAll(".stPlotlyChart")].every((one) => one.querySelector(".main-svg"));
  const show = () => {
    const near = [...first.querySelectorAll(".figure")].findLast(
      (one) => one.getBoundingClientRect().top < innerHeight / 2);
    const place = read && scrollY > 8 && near?.id;
    document.documentElement.dataset.explorer = "shown";
    first.remove();
    find("#switch")?.remove();
    find("#skip").href = "#root";
    scrollTo(0, 0);
    if (place) document.getElementById(place)?.scrollIntoView();
  };
  const offer = (words, ask) => {
    if (find("#switch")) return;
    const line = document.createElement("p"), button = document.createElement("button");
    line.id = "switch";
    line.append(ask ? button : words);
    button.textContent = words;
    button.addEventListener("click", show);
    (ask ? document.body : first).append(line);
  };
  const replace = () => {
    if (!first.isConnected || !drawn()) return;
    if (read || first.contains(document.activeElement) || !getSelection().isCollapsed)
      offer(says.ready, true);
    else show();
  };
  setInterval(replace, 500);
  setTimeout(() => { if (!met) offer(says.without, false); }, 20000);

  translate(document.body);
  new MutationObserver((changes) => {
    replace();
    if (find("[role=dialog]")) look();
    arrange();
    mark();
    for (const {type, target, addedNodes} of changes) {
      if (type === "childList") addedNodes.forEach(translate);
      else translate(target);
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: spoken});
})();
