/* The cells of a form as in a spreadsheet: Enter and the arrows walk a column, a pasted column fills one. */
"use strict";
(function () {
  const form = document.getElementById("report");
  if (!form) return;
  const COLUMNS = [["actual", "score"], ["initial", "budgeted", "spent", "self_score"]];

  /* the column that a cell stands in: actual-3 in actual, funds-total-spent in spent */
  function column(e) {
    if (!e.matches || !e.matches("input[type=text]")) return "";
    const line = /^(actual|score)-\d+$/.exec(e.name), fund = /^funds-.*-([a-z_]+)$/.exec(e.name);
    return line ? line[1] : fund ? fund[1] : "";
  }
  function cells(name) {
    return Array.from(form.querySelectorAll("input[type=text]")).filter(function (e) { return column(e) === name; });
  }
  function row(e) { return e.closest("tr"); }
  function set(e, text) { e.value = text; e.dispatchEvent(new Event("input", { bubbles: true })); }

  form.addEventListener("keydown", function (event) {
    const name = column(event.target), key = event.key;
    if (key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); document.getElementById("save").click(); return; }
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === "Enter" && event.target.matches("input[type=text], input[type=radio]")) event.preventDefault();
    if (!name || ["Enter", "ArrowDown", "ArrowUp"].indexOf(key) < 0) return;
    const all = cells(name), up = key === "ArrowUp" || (key === "Enter" && event.shiftKey);
    const next = all[all.indexOf(event.target) + (up ? -1 : 1)];
    event.preventDefault();
    if (next) { next.focus(); next.select(); }
  });

  /* a text is seen whole while it is typed */
  form.addEventListener("input", function (event) {
    const e = event.target;
    while (e.tagName === "TEXTAREA" && e.scrollHeight > e.clientHeight && e.rows < 20) e.rows += 1;
  });

  form.addEventListener("paste", function (event) {
    const name = column(event.target), text = event.clipboardData.getData("text/plain");
    if (!name || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const down = cells(name), first = down.indexOf(event.target), rows = pastedTable(text);
    const across = COLUMNS.filter(function (names) { return names.indexOf(name) >= 0; })[0];
    const right = across.slice(across.indexOf(name));
    let put = 0, over = 0;
    rows.forEach(function (texts, i) {
      const start = down[first + i];
      texts.forEach(function (one, j) {
        const to = start && right[j] && Array.from(row(start).querySelectorAll("input[type=text]")).filter(function (e) { return column(e) === right[j]; })[0];
        if (to) { set(to, one.trim()); put += 1; } else over += 1;
      });
    });
    document.getElementById("state").textContent = "已粘贴 " + put + " 格" + (over ? "，放不下的 " + over + " 格没有贴" : "");
  });

  /* a file dropped on a line is evidence of it; all that was typed is saved along with it */
  function line(event) {
    const files = event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") >= 0;
    return files && event.target.closest ? event.target.closest("tr[data-line]") : null;
  }
  form.addEventListener("dragover", function (event) { if (line(event)) event.preventDefault(); });
  form.addEventListener("drop", function (event) {
    const to = line(event);
    if (!to || !to.querySelector("input[type=file]")) return;
    event.preventDefault();
    const input = to.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.closest("details").open = true;
    document.getElementById("state").textContent = "正在上传 " + input.files.length + " 个文件……";
    input.nextElementSibling.click();
  });

  form.addEventListener("click", function (event) {
    const button = event.target.closest("[data-draft]");
    if (!button) return;
    const to = document.getElementById(button.getAttribute("data-to"));
    to.closest("details").open = true;
    if (to.value.indexOf(button.getAttribute("data-draft")) < 0) set(to, button.getAttribute("data-draft") + to.value);
    to.focus();
    to.setSelectionRange(to.value.length, to.value.length);
  });
})();
