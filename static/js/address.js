/* Where htmx changes the address of a page, its links to the other language follow, and empty filters stay out of it. */
const follow = () => {
  for (const link of document.querySelectorAll(".site-language, link[hreflang]")) {
    link.href = link.href.split("?")[0] + location.search;
  }
};
for (const change of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore"]) {
  addEventListener(change, follow);
}
// The slider over the years writes the address by itself.
for (const approach of ["pointerdown", "focusin"]) {
  addEventListener(approach, (event) => event.target.closest?.(".site-language") && follow());
}
addEventListener("htmx:configRequest", ({ detail: { formData, verb } }) => {
  const given = verb === "get" ? [...formData] : [];
  for (const [name] of given) formData.delete(name);
  for (const [name, value] of given) if (value) formData.append(name, value);
});
// The same again is no step back.
addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history } }) => {
  if (history.path === location.pathname + location.search) history.type = "replace";
});
