/* What a spreadsheet copies: rows by lines, cells by tabs, a cell of several lines in quotes. */
"use strict";
function pastedTable(text) {
  const rows = [[]];
  let cell = "", quoted = false;
  const body = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i];
    if (quoted && c === '"' && body[i + 1] === '"') { cell += c; i += 1; }
    else if (c === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (!quoted && c === "\t") { rows[rows.length - 1].push(cell); cell = ""; }
    else if (!quoted && c === "\n") { rows[rows.length - 1].push(cell); rows.push([]); cell = ""; }
    else cell += c === "\n" ? " " : c;
  }
  rows[rows.length - 1].push(cell);
  return rows;
}
