// The deal's form: lets a citation choose an event that is still being typed in, and tells htmx of choices made in
// autocomplete fields, which only jQuery hears of.
"use strict";

(() => {
  const ready = (run) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", run) : run());

  const eventRows = () => [...document.querySelectorAll("#events-group .inline-related:not(.empty-form)")];

  // Rows are numbered anew when one is removed, so a choice is remembered by its row and not by its number.
  const chosenRow = new WeakMap();

  function describe(row) {
    const field = (name) => row.querySelector(`[name^="events-"][name$="-${name}"]`);
    const [pk, kind, date, removed] = [field("id"), field("kind"), field("date"), field("DELETE")];
    if (!kind || !date || !kind.value || !date.value.trim() || (removed && removed.checked)) return null;
    const number = kind.name.split("-")[1];
    return {
      row,
      value: pk && pk.value ? pk.value : `row-${number}`,
      label: `${date.value.trim()} ${kind.selectedOptions[0].textContent}`,
    };
  }

  const citationSelects = () => document.querySelectorAll('#citations-group select[name$="-event"]');

  function refreshChoices() {
    const events = eventRows().map(describe).filter(Boolean);
    for (const select of citationSelects()) {
      const remembered = chosenRow.get(select);
      const chosen = remembered
        ? events.find((event) => event.row === remembered)
        : events.find((event) => event.value === select.value);
      const whole = select.options[0];
      select.replaceChildren(
        whole,
        ...events.map((event) => new Option(event.label, event.value, event === chosen, event === chosen)),
      );
      if (!chosen) select.value = "";
    }
  }

  function remember(select) {
    const event = eventRows().map(describe).filter(Boolean).find((each) => each.value === select.value);
    if (event) chosenRow.set(select, event.row);
    else chosenRow.delete(select);
  }

  ready(() => {
    const form = document.getElementById("deal_form");
    if (!form) return;
    citationSelects().forEach(remember);
    form.addEventListener("change", (change) => {
      const name = change.target.name || "";
      if (/^citations-\d+-event$/.test(name)) remember(change.target);
      if (/^events-/.test(name)) refreshChoices();
    });
    form.addEventListener("input", (input) => {
      if (/^events-\d+-date$/.test(input.target.name || "")) refreshChoices();
    });
    document.addEventListener("formset:added", refreshChoices);
    document.addEventListener("formset:removed", refreshChoices);
    if (window.django && window.django.jQuery) {
      window.django.jQuery(form).on("change", ".admin-autocomplete", (change) => {
        // A native event of our own comes back here with `originalEvent`.
        if (!change.originalEvent) change.target.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  });
})();
