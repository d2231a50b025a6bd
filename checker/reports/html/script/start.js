// Show the page, and answer what the reader does. One listener for all clicks: what a button is for, it says itself.

const MOST_PRINTED = 300;
const list = document.getElementById("list");
const printed = document.getElementById("printed");
let filteredAt = 0;

function show({ drawn = false } = {}) {
  document.documentElement.lang = state.lang;
  document.title = word("title");
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === state.lang));
  }
  if (list) {
    choose();
    render(listView(), list);
    for (const button of document.querySelectorAll("main button[data-filter]")) {
      button.setAttribute("aria-pressed", String(isOn(button.dataset)));
    }
  }
  if (drawn) showDrawing();
  writeAddress();
}

function isOn(asked) {
  if (asked.filter !== "lane") return state.filters[asked.filter] === asked.value;
  return state.filters["in." + FROM] === asked.from && state.filters["in." + TO] === asked.to;
}

function setFilter(name, value) {
  if (value) state.filters[name] = value;
  else delete state.filters[name];
  state.page = 0;
}

// Choose what a cell of a table above stands for; choosing it again lets go of it.
function chooseCell(asked) {
  const on = isOn(asked);
  if (asked.filter === "lane") {
    setFilter("in." + FROM, on ? "" : asked.from);
    setFilter("in." + TO, on ? "" : asked.to);
  } else {
    setFilter(asked.filter, on ? "" : asked.value);
  }
  show();
  if (!on) document.getElementById("exchanges").scrollIntoView({ block: "start" });
}

function sortBy(id) {
  const column = columns.find((c) => c.id === id);
  const first = descending(column);
  if (state.sort?.id !== id) state.sort = { id, desc: first };
  else if (state.sort.desc === first) state.sort = { id, desc: !first };
  else state.sort = null;
  state.page = 0;
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("button, [data-filter], .skip");
  if (!target) return;
  if (target.matches(".skip")) {
    // The address holds the filters, so going there must not change it.
    event.preventDefault();
    return document.getElementById("exchanges")?.focus();
  }
  const asked = target.dataset;
  if (asked.lang) {
    state.lang = asked.lang;
    return show({ drawn: true });
  }
  if (!list) return;
  if (asked.filter) return chooseCell(asked);
  if (asked.open !== undefined) {
    const place = Number(asked.open);
    if (!state.open.delete(place)) state.open.add(place);
  } else if (asked.whole) {
    if (!state.whole.delete(asked.whole)) state.whole.add(asked.whole);
  } else if (asked.steps) toggleSteps(Number(asked.steps));
  else if (asked.step) return showStep(Number(asked.of), Number(asked.step));
  else if (asked.sort) sortBy(asked.sort);
  else if (asked.page) {
    state.page = Number(asked.page);
    show();
    return document.getElementById("exchanges").scrollIntoView({ block: "start" });
  } else if (asked.all) {
    for (const exchange of onPage()) asked.all === "open" ? state.open.add(exchange.place) : state.open.delete(exchange.place);
  } else if (asked.remove) {
    if (asked.remove === "*") state.filters = {};
    else setFilter(asked.remove, "");
    show();
    return document.getElementById("filter-q").focus();
  } else if ("print" in asked) return window.print();
  else return;
  show();
});

document.addEventListener("input", (event) => {
  if (event.target.dataset.name !== "q") return;
  clearTimeout(filteredAt);
  filteredAt = setTimeout(() => {
    setFilter("q", event.target.value.trim());
    show();
  }, 120);
});

document.addEventListener("change", (event) => {
  const asked = event.target.dataset;
  if ("sortChoice" in asked) {
    const value = event.target.value;
    state.sort = value ? { id: value.replace(/^-/, ""), desc: value.startsWith("-") } : null;
    state.page = 0;
  } else if (asked.name && asked.name !== "q") setFilter(asked.name, event.target.value);
  else return;
  show();
});

document.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("toggle", (event) => {
  const folded = event.target;
  if (folded.matches?.("details.more")) state.more = folded.open;
  const { family } = folded.dataset ?? {};
  if (family === undefined || printing || folded.open === state.families.has(family)) return;
  folded.open ? state.families.add(family) : state.families.delete(family);
  show();
}, true);

window.addEventListener("hashchange", () => {
  readAddress();
  show({ drawn: true });
});

let resized = 0;
window.addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => !printing && showDrawing(), 100);
});

// ---- paper: all that fits the filters, opened

function paper() {
  const all = chosen();
  const part = all.slice(0, MOST_PRINTED);
  const on = Object.entries(state.filters).map(([name, value]) => filterLabel(name, value));
  return html`<h2>${word("exchanges_head")}</h2>
    <p>${countView()}. ${on.length ? word("print_filtered", { filters: on.join("; ") }) : nothing}
      ${part.length < all.length ? word("print_part", { n: number(part.length), of: number(all.length) }) : nothing}
      ${data.attached.includes("proofs") ? word("proof_printed") : nothing}</p>
    ${part.map((exchange) => html`<article class="sheet">
      <header>
        <h3>${mark(exchange.verdict)} <bdi>${cut(exchange.id || word("no_id"), SHORT)}</bdi> <span class="verdict">${text(labels.verdicts[exchange.verdict])}</span></h3>
        <p>${termView(exchange, FROM)} → ${termView(exchange, TO)} · ${termView(exchange, WHAT)}${scopeOf(exchange)}</p>
        <p class="glance">${families.map((family) => html`<span>${mark(exchange.outcomes[family])} ${text(labels.families[family])}</span> `)}</p>
      </header>
      <div class="detail">${findingsView(exchange)} ${repairView(exchange)} ${exchange.proof && state.open.has(exchange.place) ? proofView(exchange) : nothing} ${cellsLine(exchange)}</div>
    </article>`)}`;
}

window.addEventListener("beforeprint", () => {
  printing = true;
  for (const folded of document.querySelectorAll("main > .columns details")) folded.open = true;
  showDrawing();
  if (printed) render(paper(), printed);
});

window.addEventListener("afterprint", () => {
  printing = false;
  showDrawing();
  if (printed) render(nothing, printed);
});

readAddress();
show({ drawn: true });
document.documentElement.dataset.ready = "";
