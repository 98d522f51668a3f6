// What Streamlit leaves unsaid, or says in English only: that a choice is not answered yet, that the
// connection is gone, its own few words, where the content begins, and how wide the paper is.
(() => {
  const {says, translations} = JSON.parse(document.currentScript.dataset.words);
  const find = (what) => document.querySelector(what);

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
  const ours = ".stHtml, .js-plotly-plot, #aside";
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
    if (!busy() && !lost() && Date.now() - when > 1000) touched = null;
    if (lost()) {
      // Streamlit's own message is English, for whoever runs it, and locks the page.
      find("[role=dialog] button")?.click();
      say(touched ? says.earlier : says.lost);
    }
    else say(late() ? says.waiting : "");
  };
  const chosen = ({target}) => {
    const control = target.closest?.("input, [role=option], [role=button], button, a[data-testid]");
    if (!control) return;
    const inList = control.closest("[role=listbox]") && find("[aria-expanded=true]");
    touched = (inList || control).closest("[class*=st-key-figure-]")
      ?? find("[data-testid=stMainBlockContainer]");
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
    let content = find(".st-key-header");
    do content = content?.nextElementSibling ?? content?.parentElement?.nextElementSibling;
    while (content && !content.offsetHeight);
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
    if (here) here.ariaCurrent = "page";
  };

  translate(document.body);
  new MutationObserver((changes) => {
    if (find("[role=dialog]")) look();
    mark();
    for (const {type, target, addedNodes} of changes) {
      if (type === "childList") addedNodes.forEach(translate);
      else translate(target);
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: spoken});
})();
