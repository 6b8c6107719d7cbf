/* htmx comes when the page stands: at once where the page asks for it (address.js), else once a search box is entered.
   Until then links and forms do without. */
{
  const { htmx: address } = document.currentScript.dataset;
  const complete = new Promise((done) => addEventListener("load", done));
  const frame = () => new Promise(requestAnimationFrame);
  // In the second frame after that all has been painted.
  const painted = complete.then(frame).then(frame);
  let coming;
  const fetchHtmx = (when) => (coming ??= when.then(() => new Promise((done) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    document.head.append(script);
  })));
  if (document.querySelector("script[data-wants-htmx]")) fetchHtmx(painted);
  // Rows that a phone left for later are then laid out, a few a frame.
  painted.then(async () => {
    for (const [number, { style }] of document.querySelectorAll(".history > li, .grid tbody tr").entries()) {
      style.contentVisibility = "visible";
      if (number % 8 === 7) await frame();
    }
  });
  // Back and forward are htmx's to follow; until it is there, the address says more than the page.
  addEventListener("popstate", ({ state }) => state?.htmx && !window.htmx && location.reload());
  document.addEventListener("focusin", async ({ target }) => {
    if (window.htmx || !target.matches(".search-box input")) return;
    await fetchHtmx(complete);
    // What was typed meanwhile is unanswered.
    if (target.value !== target.defaultValue) htmx.trigger(target, "late");
  });
}
/* Arrow keys and Escape in the suggestions under a search box. */
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".search-box");
  if (!box || event.isComposing) return;
  const input = box.querySelector("input");
  const list = box.querySelector(".suggestions");
  const stops = [input, ...list.querySelectorAll("a")];
  if (event.key === "Escape" && list.childElementCount) {
    list.replaceChildren();
    input.focus();
    event.preventDefault();
  } else if (stops.length === 1 && event.key === "ArrowDown" && input.value.trim()) {
    // The list that Escape closed comes back for the same words.
    input.dispatchEvent(new Event("reopen"));
    event.preventDefault();
  } else if (stops.length > 1 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const step = event.key === "ArrowDown" ? 1 : -1;
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
    event.preventDefault();
  }
});
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.(".search-box");
  if (box && event.relatedTarget && !box.contains(event.relatedTarget)) box.querySelector(".suggestions").replaceChildren();
});
document.addEventListener("click", (event) => {
  for (const box of document.querySelectorAll(".search-box")) {
    if (!box.contains(event.target)) box.querySelector(".suggestions").replaceChildren();
  }
});
