/* A report as one fills it in: saved as one types, scored at once, keys and paste as in a table. Without it the page
   works all the same: one button saves everything. Nothing typed is ever dropped: what could not be saved stays. */
"use strict";
(function () {
  const form = document.getElementById("report");
  if (!form || !window.fetch || !window.DOMParser) return;
  document.documentElement.className += " js";
  if (location.search) history.replaceState(null, "", location.pathname + location.hash); // what was done is told once
  const id = form.getAttribute("data-id");
  const api = "/api/v1/evaluations/" + id;
  const state = document.getElementById("state");
  const FIELD = /^(actual|score|tier|reason|remedy|notes|ask-actual|ask-target|achieved)-\d+$|^(funds|spending|explanation)-|^published_total$/;
  const FIGURE = /^(score|funds|spending)-|^published_total$/;
  const LATER = 800;
  let timer = 0, busy = false, again = false, stopped = "", lines = {}, failed = {};

  /* what stands in the fields */
  function fields() {
    return Array.from(form.elements).filter(function (e) { return FIELD.test(e.name) && (e.type !== "radio" || e.checked); });
  }
  function saved(e) {
    const kept = e.getAttribute("data-saved");
    if (kept !== null) return kept;
    if (e.type === "radio") return e.defaultChecked ? e.value : "";
    if (e.tagName !== "SELECT") return e.defaultValue;
    const first = Array.from(e.options).filter(function (o) { return o.defaultSelected; })[0];
    return first ? first.value : "";
  }
  function changed() {
    return fields().filter(function (e) {
      return e.value !== saved(e) && !e.hasAttribute("data-conflict") && failed[e.name] !== e.value;
    });
  }
  function number(name) { return name.slice(name.lastIndexOf("-") + 1); }
  function kind(name) { return name.replace(/-\d+$/, ""); }
  function value(name) { const e = form.elements[name]; return e ? e.value : ""; }
  function figure(text) {
    const half = text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); });
    const bare = half.trim();
    return /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replace(/,/g, "") : bare;
  }
  function read(e) { return FIGURE.test(e.name) ? figure(e.value) : e.value; }

  /* the changed fields as parts of the report */
  function put(part, key, text) { if (text === "") part.clear.push(key); else part[key] = text; }
  function addLine(part, e) {
    const n = number(e.name), answer = { text: e.value, by: "填报人", on: "2000-01-01" };
    switch (kind(e.name)) {
      case "actual": part.actual = e.value; break;
      case "ask-actual": if (part.actual === undefined) part.actual = { text: value("actual-" + n), answer: answer }; break;
      case "ask-target": part.target_answer = e.value; break;
      case "score": put(part, "self_score", read(e)); break;
      case "tier": put(part, "tier", e.value); break;
      case "notes": part.notes = e.value.split("\n").filter(function (t) { return t.trim(); }); break;
      default: part.explanation = { reason: value("reason-" + n), remedy: value("remedy-" + n) };
    }
  }
  function group(name, names) {
    const made = {};
    names.forEach(function (key) { const text = value(name + "-" + key); if (text !== "") made[key] = name === "explanation" ? text : figure(text); });
    return made;
  }
  function funding() {
    const rows = Array.from(form.querySelectorAll("[data-source]")).map(function (row) {
      const source = row.getAttribute("data-source");
      const made = group("funds-" + source, ["initial", "budgeted", "spent", "self_score"]);
      const weight = row.getAttribute("data-weight");
      if (weight) made.weight = weight;
      return Object.assign({ source: source }, made);
    });
    const table = document.getElementById("funding");
    return { unit: table.getAttribute("data-unit"), rows: rows.filter(function (row) { return Object.keys(row).length > 1; }) };
  }
  function partsOf(found) {
    const parts = { lines: [], objectives: [], clear: [] }, by = {};
    found.forEach(function (e) {
      const name = e.name;
      if (/^achieved-/.test(name)) parts.objectives.push({ index: Number(number(name)), achieved: e.value });
      else if (/^funds-/.test(name)) parts.funding = funding();
      else if (/^spending-/.test(name)) parts.spending = group("spending", ["basic_spending", "project_spending"]);
      else if (/^explanation-/.test(name)) parts.explanation = group("explanation", ["reason", "remedy"]);
      else if (name === "published_total") put(parts, name, read(e));
      else {
        const n = number(name);
        if (!by[n]) { by[n] = { where: document.getElementById("line-" + n).getAttribute("data-where"), clear: [] }; parts.lines.push(by[n]); }
        addLine(by[n], e);
      }
    });
    return parts;
  }

  /* told to the person, aloud too */
  function say(text, bad) { state.textContent = text; state.className = bad ? "bad" : ""; }
  function now() { const d = new Date(); return ("0" + d.getHours()).slice(-2) + ":" + ("0" + d.getMinutes()).slice(-2); }
  function fault(e, text) {
    const old = document.getElementById("fault-" + e.name);
    if (old) old.remove();
    if (!text) { e.removeAttribute("aria-invalid"); e.removeAttribute("aria-describedby"); return; }
    const made = document.createElement("span");
    made.className = "fault"; made.id = "fault-" + e.name; made.textContent = text;
    e.setAttribute("aria-invalid", "true"); e.setAttribute("aria-describedby", made.id);
    const entry = e.parentNode.classList.contains("entry") ? e.parentNode : e;
    entry.insertAdjacentElement("afterend", made);
  }

  /* saving */
  function soon(wait) { clearTimeout(timer); timer = setTimeout(save, wait === undefined ? LATER : wait); }
  function save() {
    clearTimeout(timer);
    if (busy) { again = true; return Promise.resolve(); }
    if (stopped === "login") stopped = "";
    const found = changed();
    if (!found.length || stopped) return Promise.resolve();
    busy = true; again = false;
    say("正在保存……");
    const sent = found.map(function (e) { return { e: e, raw: e.value }; });
    const parts = partsOf(found);
    return fetch(api, {
      method: "PATCH", credentials: "same-origin", body: JSON.stringify(parts),
      headers: { "Content-Type": "application/json", "If-Match": '"' + form.elements.version.value + '"' },
    }).then(function (answer) {
      return answer.json().then(function (told) { return answered(answer, told, sent, parts); });
    }).catch(function () {
      say("没有连上服务器，内容都在这一页，稍后自动再存。", true); soon(5000);
    }).then(function () { busy = false; if (again) soon(0); });
  }
  function answered(answer, told, sent, parts) {
    if (answer.ok) return kept(answer, told, sent);
    if (answer.status === 401) { signIn(); return undefined; }
    if (answer.status === 412) return conflict(told, sent);
    if (answer.status === 503) { say(told.detail, true); soon(1500); return undefined; }
    if (told.code === "invalid_document") return invalid(told, sent, parts);
    stopped = told.code; say("没有保存：" + told.detail, true);
    return undefined;
  }
  function kept(answer, told, sent) {
    form.elements.version.value = answer.headers.get("ETag").replace(/[^0-9]/g, "");
    sent.forEach(function (each) { each.e.setAttribute("data-saved", each.raw); fault(each.e, ""); });
    return refresh(affected(told, sent)).then(function () {
      say("已保存 " + now() + open());
      const heard = document.createElement("span"), total = document.getElementById("live-total");
      heard.className = "hidden"; heard.textContent = "，" + total.textContent.replace(/\s+/g, " ");
      state.appendChild(heard);
    });
  }
  function open() {
    const both = form.querySelectorAll("[data-conflict]").length, wrong = Object.keys(failed).length;
    return (both ? "；有 " + both + " 格两边都改了，请选一个" : "") + (wrong ? "；有 " + wrong + " 格写法不对，没有保存" : "");
  }
  function affected(told, sent) {
    const before = lines, wanted = {};
    lines = {};
    told.sheet.lines.forEach(function (line, i) { lines[i + 1] = JSON.stringify([line, told.missing.filter(function (m) { return m.path.indexOf(line.where) === 0; })]); });
    Object.keys(lines).forEach(function (n) { if (before[n] && before[n] !== lines[n]) wanted[n] = true; });
    sent.forEach(function (each) { if (document.getElementById("line-" + number(each.e.name))) wanted[number(each.e.name)] = true; });
    return Object.keys(wanted);
  }
  function refresh(wanted) {
    return fetch("/evaluations/" + id + "/live?lines=" + wanted.join(","), { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      const found = new DOMParser().parseFromString(text, "text/html").querySelectorAll("[data-live]");
      Array.from(found).forEach(place);
    });
  }
  function place(made) {
    const old = document.getElementById(made.id);
    if (!old) return;
    const open = old.querySelector("details[open]"), inside = old.contains(document.activeElement);
    const name = inside && document.activeElement.name;
    old.replaceWith(document.importNode(made, true));
    const put = document.getElementById(made.id), details = put.querySelector("details");
    if (open && details) details.open = true;
    if (name) { const e = put.querySelector('[name="' + name + '"]:checked') || put.querySelector("input, summary, button"); if (e) e.focus(); }
    const tell = put.parentNode.querySelector("details.tell"), owes = put.hasAttribute("data-owes");
    if (!tell || owes === old.hasAttribute("data-owes")) return;
    const told = Array.from(tell.querySelectorAll("textarea")).some(function (e) { return e.value || e === document.activeElement; });
    tell.open = owes || told;
  }

  /* when it cannot be saved */
  function signIn() {
    stopped = "login";
    say("", true);
    state.appendChild(document.createTextNode("登录已过期，填的都还在这一页。请"));
    const link = document.createElement("a");
    link.href = "/login?next=/home"; link.target = "_blank"; link.rel = "noopener"; link.textContent = "在新标签页登录";
    state.appendChild(link);
    state.appendChild(document.createTextNode("，回来会自动再存。"));
  }
  function invalid(told, sent, parts) {
    let marked = 0;
    (told.errors || []).forEach(function (error) {
      const found = sent.filter(function (each) { return at(error.path, each.e.name, parts); });
      marked += found.length;
      found.forEach(function (each) { failed[each.e.name] = each.raw; fault(each.e, error.code === "not_a_decimal" ? "请填数字，如 8.5" : error.message); });
    });
    if (!marked) { stopped = told.code; say("没有保存：" + told.detail, true); return; }
    again = true;
    say("有写法不对的格子没有保存，标在旁边；其余照常保存。", true);
  }
  /* does a path of the request, or of the report, name this field? */
  function at(path, name, parts) {
    const line = /^lines\[(\d+)\]\.?(.*)/.exec(path), row = /^funding\.rows\[(\d+)\]\.(\w+)/.exec(path);
    if (row) return name === "funds-" + parts.funding.rows[Number(row[1])].source + "-" + row[2];
    const full = line ? parts.lines[Number(line[1])].where + "." + line[2] : path;
    const field = document.getElementById("line-" + number(name));
    if (!field) return name.replace("-", ".") === path || (kind(name) === "achieved" && path.indexOf("achieved") > 0);
    const keys = { score: "self_score", reason: "explanation.reason", remedy: "explanation.remedy", "ask-target": "target", "ask-actual": "actual" };
    return full.indexOf(field.getAttribute("data-where") + "." + (keys[kind(name)] || kind(name))) === 0;
  }

  /* somebody else saved meanwhile: what they left alone is kept as typed, what both changed stands side by side */
  function conflict(told, sent) {
    return fetch("/evaluations/" + id, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      const page = new DOMParser().parseFromString(text, "text/html"), fresh = page.getElementById("report");
      if (!fresh || !fresh.elements.version) { stopped = told.code; say("没有保存：" + told.detail, true); return; }
      let both = 0;
      Array.from(form.elements).filter(function (e) { return FIELD.test(e.name) && e.type !== "radio"; }).forEach(function (e) {
        const other = fresh.elements[e.name], theirs = other ? other.value : saved(e), base = saved(e);
        if (theirs === base) return;
        const mine = e.value !== base && e.value !== theirs;
        e.setAttribute("data-saved", theirs);
        if (mine) { both += 1; beside(e, theirs); } else { e.value = theirs; e.classList.add("saving"); }
      });
      form.elements.version.value = told.version;
      Array.from(fresh.querySelectorAll("[data-live]")).forEach(place);
      if (both) say("别人刚刚也改了 " + both + " 格，两边的都写在格子下面，请选一个；其余照常保存。", true);
      again = true;
    });
  }
  function beside(e, theirs) {
    const box = document.createElement("span"), quote = document.createElement("q");
    box.className = "theirs"; quote.textContent = theirs || "（空）";
    box.appendChild(document.createTextNode("对方改成：")); box.appendChild(quote);
    e.setAttribute("data-conflict", "");
    [["用我的", null], ["用对方的", theirs]].forEach(function (choice) {
      const button = document.createElement("button");
      button.type = "button"; button.className = "small"; button.textContent = choice[0];
      button.addEventListener("click", function () {
        if (choice[1] !== null) e.value = choice[1];
        e.removeAttribute("data-conflict"); box.remove(); e.focus(); soon(0);
      });
      box.appendChild(button);
    });
    const entry = e.parentNode.classList.contains("entry") ? e.parentNode : e;
    entry.insertAdjacentElement("afterend", box);
  }

  /* signed in elsewhere, perhaps while a save was still on its way */
  function back() { if (stopped === "login" || busy) save(); }
  form.addEventListener("input", function (event) { if (FIELD.test(event.target.name)) { delete failed[event.target.name]; soon(); } });
  form.addEventListener("change", function (event) { if (FIELD.test(event.target.name)) soon(0); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) back(); });
  window.addEventListener("focus", back);
  let leaving = false;
  form.addEventListener("submit", function (event) {
    const button = event.submitter || document.activeElement;
    if (form.querySelector(".theirs button")) { event.preventDefault(); say("有两边都改了的格子，请先选用哪一个。", true); return; }
    if (busy) { event.preventDefault(); setTimeout(function () { button.click(); }, 200); return; }
    const files = Array.from(form.querySelectorAll("input[type=file]")).some(function (e) { return e.files.length; });
    if (button.id === "save" && !files && !form.querySelector("[name=theirs]")) {
      event.preventDefault();
      if (changed().length) save(); else if (!state.className) say("没有新的改动，都保存了。");
    } else { leaving = true; clearTimeout(timer); } // what was just typed goes with the form, not ahead of it
  });
  window.addEventListener("beforeunload", function (event) {
    if (leaving || !fields().some(function (e) { return e.value !== saved(e); })) return;
    event.preventDefault(); event.returnValue = "";
  });
})();
