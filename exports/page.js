// Says when there is news of this figure, and makes its chart answer to pointing. Both need
// the house: a page saved to disk asks nobody.
if (location.protocol.startsWith("http")) {
  const {status, plotly, wide, narrow} = document.documentElement.dataset;
  const find = (id) => document.getElementById(id);
  const line = find("status"), chart = find("chart"), button = find("explore");
  const drawings = [...chart.childNodes];
  const add = (place, name, more) =>
    place.appendChild(Object.assign(document.createElement(name), more));
  const ask = async (address) => {
    const answer = await fetch(address, {credentials: "omit"});
    return answer.ok ? answer.json() : Promise.reject();
  };

  if (status) ask(status).then(({text, link}) => {
    if (!text) return;
    add(line, /^https?:/.test(link) ? "a" : "span", {textContent: text, href: link});
    line.hidden = false;
  }).catch(() => {});

  const library = () => new Promise((onload, onerror) => {
    add(document.head, "script", {src: plotly, onload, onerror});
  });
  const explore = async () => {
    const figure = matchMedia("(min-width: 616px)").matches ? wide : narrow;
    const [{data, layout, config}] = await Promise.all([ask(figure), library()]);
    const font = () => ({...layout.font, color: getComputedStyle(chart).color});
    const ariaLabel = document.querySelector("h1").textContent;
    chart.replaceChildren();
    const plot = add(chart, "div", {role: "img", ariaLabel, tabIndex: -1});
    await Plotly.newPlot(plot, data,
      {...layout, width: null, autosize: true, dragmode: false, font: font()},
      {...config, displayModeBar: false, scrollZoom: false, responsive: true});
    const recolour = () => Plotly.relayout(plot, {font: font()});
    matchMedia("(prefers-color-scheme: dark)").onchange = recolour;
    if (document.activeElement === button) plot.focus({preventScroll: true});
    button.hidden = true;
  };

  let failed;
  button.hidden = false;
  button.onclick = () => {
    if (button.ariaBusy) return;
    button.ariaBusy = true;
    failed?.remove();
    explore().catch(() => {
      chart.replaceChildren(...drawings);
      button.ariaBusy = null;
      failed = add(button.parentNode, "span", {role: "alert", textContent: button.dataset.failed});
    });
  };
}
