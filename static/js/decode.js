/* Says beside the box why no answer came. Without this file the browser says so itself. */
{
  const form = document.querySelector(".decode-box");
  const told = document.getElementById("decode-failed");
  const tell = (sentence) => { told.textContent = sentence; };

  // Of far too much the server hears only the beginning: it hangs up, and there is no answer to show.
  form.addEventListener("htmx:beforeRequest", (event) => {
    const most = Number(told.dataset.most);
    const { value } = form.elements.text;
    tell("");
    // What a script counts are halves of the rarest characters, never fewer than there are.
    if (value.length <= most || [...value].length <= most) return;
    event.preventDefault();
    tell(told.dataset.tooMuch);
  });
  // What a reader has to mend is told where the answer would stand: htmx shows no such status by itself.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id !== "reading" || detail.xhr.status !== 422) return;
    detail.shouldSwap = true;
    detail.isError = false;
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.target?.id !== "reading") return;
      const { tooOften, tooMuch, failed } = told.dataset;
      tell({ 413: tooMuch, 429: tooOften }[event.detail.xhr?.status] ?? failed);
    });
  }
}
