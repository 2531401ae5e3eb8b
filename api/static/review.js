/* The review sheet by keys, and what was typed is not left by mistake. The page works without. */
"use strict";
(function () {
  document.documentElement.className += " js";
  const every = document.getElementById("every");
  if (every) every.addEventListener("change", function () {
    Array.from(document.querySelectorAll("input[name=pick]")).forEach(function (e) { e.checked = every.checked; });
  });
  const form = document.getElementById("review");
  if (!form) return;
  if (/[?&]done=/.test(location.search)) { // what was done is told once
    const kept = location.search.slice(1).split("&").filter(function (each) { return each.indexOf("done=") !== 0; }).join("&");
    history.replaceState(null, "", location.pathname + (kept ? "?" + kept : "") + location.hash);
  }
  const save = document.getElementById("save");
  let leaving = false;

  function fields() {
    return Array.from(form.elements).filter(function (e) { return /^(value|score|opinion|ground|clause|remark)\b/.test(e.name); });
  }
  function dirty() { return fields().some(function (e) { return e.value !== e.defaultValue; }); }

  /* the places to judge, in the order of the list on top */
  let at = -1;
  function step(by) {
    const places = Array.from(document.querySelectorAll("a.to")).map(function (a) { return document.getElementById(a.hash.slice(1)); }).filter(Boolean);
    if (!places.length) return;
    at = Math.min(Math.max(at + by, 0), places.length - 1);
    places[at].focus();
    places[at].scrollIntoView({ block: "start" });
  }
  function go(id) { const link = document.getElementById(id); if (link) link.click(); }

  document.addEventListener("keydown", function (event) {
    if (save && event.code === "KeyS" && (event.ctrlKey || event.metaKey) && !event.altKey) { event.preventDefault(); save.click(); return; }
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = { KeyJ: function () { go("after"); }, KeyK: function () { go("before"); }, KeyN: function () { step(1); }, KeyP: function () { step(-1); } }[event.code];
    if (act) { event.preventDefault(); act(); }
  });

  /* a line that is led to shows all that it has */
  function opened() {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    const box = place && (place.querySelector("details") || (place.closest && place.closest("details")));
    if (box) box.open = true;
  }
  window.addEventListener("hashchange", opened);
  opened();

  form.addEventListener("submit", function () { leaving = true; });
  window.addEventListener("beforeunload", function (event) {
    if (leaving || !dirty()) return;
    event.preventDefault(); event.returnValue = "";
  });
})();
