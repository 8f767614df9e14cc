"use strict";
(function () {
  const find = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const byId = id => document.getElementById(id);
  const search = byId("search"), control = byId("control"), severity = byId("severity"), result = byId("result");
  const count = byId("count");
  const findings = find("#findings tbody tr"), namespaces = find("#namespaces tbody tr");

  // A row is found by its text as a reader sees it.
  const words = new Map(findings.concat(namespaces).map(row => [row, row.textContent.toLowerCase()]));

  function matches(row, wanted) {
    return wanted.every(word => words.get(row).includes(word));
  }

  function filter() {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    let shown = 0;
    for (const row of findings) {
      row.hidden = !matches(row, wanted)
        || (control.value !== "" && row.dataset.control !== control.value)
        || (severity.value !== "" && row.dataset.severity !== severity.value);
      shown += row.hidden ? 0 : 1;
    }
    // Words that name no namespace are those of a finding.
    const named = wanted.filter(word => namespaces.some(row => row.dataset.name.includes(word)));
    let rows = 0;
    for (const row of namespaces) {
      const results = find("td", row)
        .filter(cell => control.value === "" || cell.dataset.control === control.value)
        .map(cell => cell.dataset.result);
      row.hidden = !matches(row, named)
        || (result.value !== "" && !results.includes(result.value));
      rows += row.hidden ? 0 : 1;
    }
    count.textContent = shown + " of " + findings.length + " findings, " + rows + " of " + namespaces.length + " namespaces";
  }

  function sort(header) {
    const table = header.closest("table"), body = table.tBodies[0], column = header.cellIndex;
    const ascending = header.getAttribute("aria-sort") !== "ascending";
    find("th", table.tHead).forEach(other => other.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    const key = row => row.cells[column].dataset.sort || row.cells[column].textContent.trim();
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    const sorted = Array.from(body.rows)
      .map((row, index) => ({ row, index, key: key(row) }))
      .sort((a, b) => (ascending ? 1 : -1) * compare(a.key, b.key) || a.index - b.index);
    sorted.forEach(each => body.append(each.row));
  }

  find("th button").forEach(button => button.addEventListener("click", () => sort(button.closest("th"))));
  [search, control, severity, result].forEach(input => input.addEventListener("input", filter));
  byId("reset").addEventListener("click", () => {
    [search, control, severity, result].forEach(input => { input.value = ""; });
    filter();
    search.focus();
  });
  filter();
})();
