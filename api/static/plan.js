/* A plan drawn up as in a spreadsheet: keys walk the cells, a pasted block fills them (and adds lines), and what
   follows from what was typed is said at once. Without it every button asks the server; nothing is saved by itself. */
"use strict";
(function () {
  const form = document.getElementById("plan"), state = document.getElementById("state");
  if (!form || !window.fetch || !window.DOMParser || !window.URLSearchParams) return;
  document.documentElement.className += " js";
  if (location.search && location.pathname.indexOf("/plans/") === 0) history.replaceState(null, "", location.pathname + location.hash);
  const COLUMNS = ["dimension", "category", "name", "target", "weight", "notes"], FUNDS = ["initial", "budgeted"];
  const LATER = 900;
  let timer = 0, busy = false, again = false, leaving = false, dirty = form.hasAttribute("data-unsaved");

  /* the column that a cell stands in, and its neighbours */
  function column(e) {
    if (!e.matches || !e.matches("input[type=text], textarea")) return "";
    const line = /^([a-z]+)-\d+$/.exec(e.name), fund = /^funds-.*-([a-z]+)$/.exec(e.name);
    return line && COLUMNS.indexOf(line[1]) >= 0 ? line[1] : fund && FUNDS.indexOf(fund[1]) >= 0 ? fund[1] : "";
  }
  function cellIn(row, name) {
    return Array.from(row.querySelectorAll("input[type=text], textarea")).filter(function (e) { return column(e) === name; })[0];
  }
  function down(e) {
    const name = column(e);
    return Array.from(form.querySelectorAll("tbody tr")).map(function (row) { return cellIn(row, name); }).filter(Boolean);
  }
  function say(text, bad) { state.textContent = text; state.className = bad ? "bad" : ""; }

  form.addEventListener("keydown", function (event) {
    const e = event.target, key = event.key;
    if (key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); document.getElementById("save").click(); return; }
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || !column(e)) {
      if (key === "Enter" && e.matches("input[type=text], input[type=checkbox], input[type=radio]")) event.preventDefault();
      return;
    }
    const listed = e.hasAttribute("list") && key !== "Enter", long = e.tagName === "TEXTAREA" && key !== "Enter";
    if (["Enter", "ArrowDown", "ArrowUp"].indexOf(key) < 0 || listed || long) return;
    const all = down(e), up = key === "ArrowUp" || (key === "Enter" && event.shiftKey);
    const next = all[all.indexOf(e) + (up ? -1 : 1)];
    event.preventDefault();
    if (next) { next.focus(); next.select(); }
  });
  form.addEventListener("input", function (event) {
    const e = event.target;
    while (e.tagName === "TEXTAREA" && e.scrollHeight > e.clientHeight && e.rows < 20) e.rows += 1;
    if (e.name === "pick" || /^box-/.test(e.name)) return;
    dirty = true; soon();
  });

  /* texts are seen whole, however narrow the window: all measured first, then all changed */
  function seen(texts) {
    texts.filter(function (e) { return e.scrollHeight > e.clientHeight + 4; }).map(function (e) {
      return [e, Math.ceil(e.scrollHeight * e.rows / e.clientHeight)];
    }).forEach(function (pair) { pair[0].rows = Math.min(pair[1], 20); });
  }

  /* the key and the number that the next new row gets */
  function following() {
    const keys = Array.from(form.querySelectorAll("[name=at]")).map(function (e) { return Number(e.value.split("=")[1]); });
    return { key: Math.max.apply(null, keys), number: form.querySelectorAll("tr[data-key]").length };
  }
  /* a new row like the last one of its table, without anything in it */
  function added(body, next) {
    const made = body.lastElementChild.cloneNode(true), key = String(next.key += 1), number = next.number += 1;
    made.id = "line-" + key; made.setAttribute("data-key", key);
    Array.from(made.querySelectorAll(".fault, .owed, .theirs")).forEach(function (e) { e.remove(); });
    Array.from(made.querySelectorAll("[data-live]")).forEach(function (e) { e.textContent = ""; });
    Array.from(made.querySelectorAll("[id]")).forEach(function (e) { e.id = e.id.replace(/-\d+$/, "-" + key); });
    Array.from(made.querySelectorAll("input, textarea")).forEach(function (e) {
      if (e.name === "at") { e.value = "l=" + key + "="; return; }
      e.name = e.name.replace(/-\d+$/, "-" + key);
      e.removeAttribute("aria-invalid"); e.removeAttribute("aria-describedby");
      if (e.hasAttribute("aria-label")) e.setAttribute("aria-label", e.getAttribute("aria-label").replace(/^第\d+行/, "第" + number + "行"));
      if (e.type === "checkbox") { e.value = key; e.checked = false; } else { e.value = ""; e.defaultValue = ""; }
    });
    made.querySelector(".no").textContent = number;
    body.appendChild(made);
    return made;
  }
  form.addEventListener("paste", function (event) {
    const name = column(event.target), text = event.clipboardData.getData("text/plain");
    if (!name || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const across = FUNDS.indexOf(name) >= 0 ? FUNDS : COLUMNS, right = across.slice(across.indexOf(name));
    const next = following(), texts = [];
    let row = event.target.closest("tr"), put = 0, over = 0, grown = 0, above = [];
    pastedTable(text).forEach(function (cells, i) {
      if (i && row && !row.nextElementSibling && across === COLUMNS) { row = added(row.parentNode, next); grown += 1; } else if (i) row = row && row.nextElementSibling;
      cells.forEach(function (one, j) {
        const to = row && right[j] && cellIn(row, right[j]), level = right[j] === "dimension" || right[j] === "category";
        if (!to) { over += one.trim() ? 1 : 0; return; }
        to.value = one.trim() || (level && above[j]) || "";
        above[j] = to.value; put += 1;
        if (to.tagName === "TEXTAREA") texts.push(to);
      });
    });
    seen(texts); dirty = true; soon();
    say("已粘贴 " + put + " 格" + (grown ? "，加了 " + grown + " 行" : "") + (over ? "，放不下的 " + over + " 格没有贴" : ""), over > 0);
  });

  /* what follows from what was typed: read and checked by the server, nothing saved */
  function soon() { clearTimeout(timer); timer = setTimeout(look, LATER); }
  function look() {
    if (busy) { again = true; return; }
    busy = true; again = false;
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "live");
    fetch(form.action, { method: "POST", credentials: "same-origin", body: sent }).then(function (answer) {
      if (answer.status === 401) { say("登录已过期：请在新标签页登录，再回来保存；填的都还在这一页。", true); return ""; }
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      if (!text) return;
      Array.from(new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-live]")).forEach(place);
      if (!state.className) say(dirty ? "改动还没有保存" : "");
    }).catch(function () {
      say("没有连上服务器，内容都在这一页。", true);
    }).then(function () { busy = false; if (again) soon(); });
  }
  function place(made) {
    const old = document.getElementById(made.id);
    const on = document.activeElement, inside = old && old.contains(on);
    if (!old || old.isEqualNode(made) || (inside && on.type !== "radio")) return;
    old.replaceWith(document.importNode(made, true));
    if (inside) document.getElementById(on.name.replace("answer-", "target-")).focus();
  }

  form.addEventListener("change", function (event) { if (event.target.type === "radio" || event.target.tagName === "SELECT") soon(); });
  /* what was typed is sent only where somebody listens: the page of an error would lose it */
  form.addEventListener("submit", function (event) {
    const button = event.submitter || document.activeElement;
    if (leaving) return;
    event.preventDefault();
    say("正在送出……");
    fetch("/healthz", { cache: "no-store" }).then(function () {
      leaving = true; button.click();
    }).catch(function () { say("没有连上服务器，没有保存。内容都在这一页，稍后再按一次。", true); });
  });
  window.addEventListener("pageshow", function () { leaving = false; });
  window.addEventListener("beforeunload", function (event) {
    if (leaving || !dirty) return;
    event.preventDefault(); event.returnValue = "";
  });
  seen(Array.from(form.querySelectorAll("textarea")));
  const focus = form.getAttribute("data-focus") && document.getElementById(form.getAttribute("data-focus"));
  if (focus) focus.focus();
})();
