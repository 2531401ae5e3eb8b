/* Files dropped where files are chosen; a text copied. Without it: choose by the field, copy by hand. */
"use strict";
(function () {
  document.documentElement.className += " js";
  if (/[?&]done=/.test(location.search)) history.replaceState(null, "", location.pathname); // what was done is told once
  function say(words) { document.getElementById("state").textContent = words; }
  function files(event) {
    return event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") >= 0;
  }
  const form = document.querySelector("form[data-drop]");
  if (form) {
    const input = form.querySelector("input[type=file]");
    const over = function (on) { form.classList.toggle("over", on); };
    document.addEventListener("dragover", function (event) {
      if (files(event)) { event.preventDefault(); over(true); }
    });
    document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) over(false); });
    document.addEventListener("drop", function (event) {
      if (!files(event)) return;
      event.preventDefault();
      over(false);
      input.files = event.dataTransfer.files;
      form.querySelector("button.main").click();
    });
    form.addEventListener("submit", function () { say("正在读 " + input.files.length + " 个文件，请稍候……"); });
  }
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    document.getElementById(button.getAttribute("data-copy")).select();
    say(document.execCommand("copy") ? "已复制" : "没有复制成，请按 Ctrl+C");
  });
})();
