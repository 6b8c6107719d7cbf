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
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.target?.id !== "reading") return;
      tell(event.detail.xhr?.status === 429 ? told.dataset.tooOften : told.dataset.failed);
    });
  }
}
