// "More" opens in place where the article gives the frame the height that its page tells, and at
// once where there is no article; elsewhere it stays a link to a tab of its own.
{
  const root = document.documentElement, on = document.getElementById("on");
  const fits = () => {
    root.style.overflow = "clip";
    const tall = root.getBoundingClientRect().height;
    root.style.overflow = "";
    return Math.abs(innerHeight - tall) < 2;
  };
  const toggle = () => { on.ariaExpanded = !root.classList.toggle("cut"); };
  let follows = false;
  addEventListener("resize", () => { follows = fits(); });
  on.addEventListener("click", (event) => {
    if (!follows && parent !== self) return;
    event.preventDefault();
    event.stopPropagation();
    toggle();
  });
  if (parent === self) toggle();
}
