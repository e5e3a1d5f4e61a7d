"use strict";
// Works on what is there: tables that can be sorted and narrowed down, and the place in the contents.
{
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  };
  const sort = (table, head) => {
    const falls = head.ariaSort === "ascending";
    const column = head.cellIndex;
    const keyed = rowsOf(table).map((row) => [keyOf(row, column), row]);
    keyed.sort(([one], [other]) => (falls ? order.compare(other, one) : order.compare(one, other)));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
    for (const each of head.parentElement.cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falls ? "descending" : "ascending");
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }
    table.classList.add("live");
  }
  for (const tools of document.querySelectorAll(".tools")) {
    const table = document.getElementById(tools.dataset.table);
    const selects = [...tools.querySelectorAll("select")];
    const count = tools.querySelector("output");
    const narrow = () => {
      const wanted = selects
        .filter((select) => select.value)
        .map((select) => [select.dataset.column, [select.value, select.selectedOptions[0].dataset.also]]);
      let shown = 0;
      for (const row of rowsOf(table)) {
        row.hidden = !wanted.every(([column, names]) => names.includes(row.cells[column].textContent.trim()));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = count.dataset.words.replace("#", shown);
    };
    tools.addEventListener("change", narrow);
    tools.querySelector("button").addEventListener("click", () => {
      for (const select of selects) select.value = "";
      narrow();
    });
    tools.hidden = false;
    narrow();
  }
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver(
    (seen) => {
      const place = seen.find((each) => each.isIntersecting);
      if (!place) return;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(place.target.getAttribute("aria-labelledby")).setAttribute("aria-current", "true");
    },
    { rootMargin: "-10% 0px -75%" },
  );
  for (const section of document.querySelectorAll("section[aria-labelledby]"))
    if (links.has(section.getAttribute("aria-labelledby"))) watch.observe(section);
}
