/* The embed panel: freezes the view, copies codes, fits the previews to what they hold. */
(() => {
  "use strict";
  const panel = document.querySelector("main");
  const said = document.getElementById("said");
  const say = (words, good) => {
    said.textContent = words;
    said.hidden = false;
    said.classList.toggle("frozen", good);
  };
  const show = () => {
    for (const part of document.querySelectorAll("[data-when-frozen]")) part.hidden = false;
    const form = document.getElementById("freeze");
    if (form) form.hidden = true;
    for (const frame of document.querySelectorAll("iframe[data-src]"))
      frame.src = frame.dataset.src;
  };
  const freeze = async (form) => {
    const button = form.querySelector("button");
    button.disabled = true;
    say(panel.dataset.freezing, false);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(await answer.text());
      say(panel.dataset.frozen, true);
      show();
    } catch (error) {
      say(error.name === "TypeError" ? panel.dataset.failed : error.message, false);
      button.disabled = false;
    }
  };
  for (const button of document.querySelectorAll("button[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copies);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        document.execCommand("copy");
      }
      const words = button.textContent;
      button.textContent = panel.dataset.copied;
      setTimeout(() => (button.textContent = words), 2000);
    });
  }
  addEventListener("message", (event) => {
    if (!event.data || event.data.type !== "embed-size") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === event.source)
        frame.style.height = Math.min(Number(event.data.height) || 0, 20000) + 2 + "px";
  });
  const form = document.getElementById("freeze");
  if (form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      freeze(form);
    });
    freeze(form);
  } else {
    show();
  }
})();
