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
  on.addEventListener("click", (event) => {
    if (parent !== self && !fits()) return;
    event.preventDefault();
    event.stopPropagation();
    toggle();
    // A frame can fit by chance: then it stays as it is.
    if (parent !== self && !root.classList.contains("cut")) setTimeout(() => {
      const tab = fits() ? null : open(on.href);
      if (tab) toggle();
    }, 700);
  });
  if (parent === self) toggle();
}
