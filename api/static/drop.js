/* Files dropped on the form instead of chosen; without this script one chooses them. */
"use strict";
(function () {
  const form = document.getElementById("drop");
  if (!form) return;
  const input = form.querySelector("input[type=file]"), hint = form.querySelector(".dropping");
  if (hint) hint.hidden = false;
  function over(event) { event.preventDefault(); form.classList.add("over"); }
  function out() { form.classList.remove("over"); }
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", out);
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    out();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.submit();
  });
})();
