/* Scripts come when the page stands; htmx, the largest, once something is entered that it serves. */
{
  const { htmx: address } = document.currentScript.dataset;
  const painted = new Promise((done) => new PerformanceObserver(done).observe({ type: "paint", buffered: true }));
  const fetchScript = (src) => new Promise((onload) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload }));
  });
  painted.then(() => {
    for (const { dataset } of document.querySelectorAll("script[data-src]")) fetchScript(dataset.src);
  });
  let coming;
  const enter = async ({ type, target }) => {
    const served = target.closest?.("[data-hx-get], [data-hx-post]");
    if (window.htmx || !served) return;
    await (coming ??= painted.then(() => fetchScript(address)));
    // It has not heard what was chosen or typed meanwhile.
    if (type === "change") htmx.trigger(served, type);
    else if (type === "focusin" && target.type === "search" && target.value !== target.defaultValue) htmx.trigger(target, "late");
  };
  for (const sign of ["pointerover", "focusin", "change"]) document.addEventListener(sign, enter);
  // What was left for later (layout.css) follows; all at once on going back.
  const back = performance.getEntriesByType("navigation")[0].type !== "navigate";
  Promise.resolve(back || painted).then(async () => {
    for (const part of document.querySelectorAll("main section, .row, .history > li, .grid, main img")) {
      if (!back) await new Promise((done) => part.tHead ? setTimeout(done, 5000) : requestAnimationFrame(done));
      part.classList.add("near");
      part.loading = "eager";
    }
  });
  // Until htmx is there to follow back and forward, the address says more than the page.
  addEventListener("popstate", ({ state }) => state?.htmx && !window.htmx && location.reload());
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
for (const sign of ["focusin", "click"]) document.addEventListener(sign, ({ target }) => {
  for (const box of document.querySelectorAll(".search-box")) {
    if (!box.contains(target)) box.querySelector(".suggestions").replaceChildren();
  }
});
