/* htmx comes when the page stands: at once where it is asked for (address.js), else once a search box is entered. */
{
  const { htmx: address } = document.currentScript.dataset;
  const complete = new Promise((done) => addEventListener("load", done));
  const frame = () => new Promise(requestAnimationFrame);
  const painted = complete.then(frame).then(frame);
  let coming;
  const fetchHtmx = (when) => (coming ??= when.then(() => new Promise((done) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    document.head.append(script);
  })));
  if (document.querySelector("script[data-wants-htmx]")) fetchHtmx(painted);
  // What was left for later (layout.css) follows, one part a frame; all at once on going back.
  const back = performance.getEntriesByType("navigation")[0].type !== "navigate";
  (back ? Promise.resolve() : painted).then(async () => {
    for (const part of document.querySelectorAll("main section, .row, .history > li, .grid tr, main img")) {
      part.classList.add("near");
      part.loading = "eager";
      if (!back) await frame();
    }
  });
  // Until htmx is there to follow back and forward, the address says more than the page.
  addEventListener("popstate", ({ state }) => state?.htmx && !window.htmx && location.reload());
  document.addEventListener("focusin", async ({ target }) => {
    if (window.htmx || !target.matches(".search-box input")) return;
    await fetchHtmx(complete);
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
