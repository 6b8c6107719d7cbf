/* Suggestions under a search box: htmx, fetched when somebody enters a box on a page that does not need it for more. */
{
  const { htmx: address } = document.currentScript.dataset;
  let asked = false;
  document.addEventListener("focusin", ({ target }) => {
    if (asked || window.htmx || !target.matches(".search-box input")) return;
    asked = true;
    const script = document.createElement("script");
    script.src = address;
    // What was typed meanwhile has no answer yet.
    script.onload = () => target.value !== target.defaultValue && htmx.trigger(target, "late");
    document.head.append(script);
  });
}
/* Arrow keys and Escape in the suggestions under a search box. Without this file they are links like any other. */
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
