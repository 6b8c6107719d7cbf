/* A slider over the years, and a button that plays them. Without this file a day is typed into the field beside them. */
for (const form of document.querySelectorAll("form:has(.as-of-years)")) {
  const years = form.querySelector(".as-of-years");
  const slider = years.querySelector("input");
  const button = years.querySelector("button");
  const day = form.elements.as_of;
  const told = document.getElementById("told");
  const play = button.textContent;
  let playing = false;

  const follow = () => {
    slider.value = day.value.slice(0, 4) || slider.max;
    slider.setAttribute("aria-valuetext", day.value || slider.dataset.today);
  };
  const set = (year) => {
    // The last year is not over: its day is today.
    day.value = year >= slider.max ? "" : `${year}-12-31`;
    follow();
  };
  const stop = () => {
    playing = false;
    button.textContent = play;
    told.setAttribute("aria-live", "polite");
  };
  const step = async (isFirst) => {
    if (!playing) return;
    set(Number(slider.value) + 1);
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = asked.size ? `${location.pathname}?${asked}` : location.pathname;
    // One step of the history for the whole play, not one for each year: back leads to what stood before. htmx goes back
    // between places that bear its mark.
    const mark = { htmx: true };
    history.replaceState(mark, "");
    history[isFirst ? "pushState" : "replaceState"](mark, "", address);
    if (!window.htmx) await new Promise((done) => document.addEventListener("htmx:load", done, { once: true }));
    await htmx.ajax("GET", address, { target: "#results", swap: "outerHTML" });
    if (slider.value === slider.max) stop();
    else setTimeout(step, 350);
  };

  // Before the change reaches the form, where htmx takes it for one of the field.
  slider.addEventListener("input", () => set(Number(slider.value)));
  day.addEventListener("change", follow);
  for (const kind of ["pointerdown", "keydown"]) slider.addEventListener(kind, stop);
  form.addEventListener("submit", stop);
  addEventListener("popstate", stop);
  button.addEventListener("click", () => {
    if (playing) return stop();
    playing = true;
    button.textContent = button.dataset.stop;
    told.setAttribute("aria-live", "off");
    if (slider.value === slider.max) set(Number(slider.min) - 1);
    step(true);
  });
  follow();
  years.hidden = false; // Its place was kept: nothing moves.
}
