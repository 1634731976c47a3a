// Filters the rows of a table by what is typed. The page works without it.
(function () {
  "use strict";
  var input = document.querySelector("input[data-filter]");
  if (!input) return;
  var box = input.closest(".filter");
  var said = box.querySelector("[role=status]");
  var rows = document.querySelectorAll("#" + input.dataset.filter + " tbody tr");
  var texts = Array.prototype.map.call(rows, function (row) {
    return row.textContent.toLowerCase();
  });
  function filter() {
    var wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    var n = 0;
    rows.forEach(function (row, i) {
      var fits = wanted.every(function (word) { return texts[i].indexOf(word) >= 0; });
      row.hidden = !fits;
      n += fits ? 1 : 0;
    });
    said.textContent = wanted.length ? n + " of " + rows.length + " shown" : "";
  }
  box.hidden = false;
  input.addEventListener("input", filter);
  filter();
}());
