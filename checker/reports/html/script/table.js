// The list: search, filters, the table itself with its rows that open, and the pages.

function options(name, entries) {
  const now = state.filters[name] ?? "";
  return html`<select id="filter-${name}" data-name=${name} .value=${now}>
    <option value="" ?selected=${!now}>${word("any")}</option>
    ${entries.map(([value, told, group]) => group
      ? html`<optgroup label=${told}>${group.map(([v, t]) => html`<option value=${v} ?selected=${v === now}>${t}</option>`)}</optgroup>`
      : html`<option value=${value} ?selected=${value === now}>${told}</option>`)}
  </select>`;
}

const field = (name, label, entries) => html`<div class="field"><label for="filter-${name}">${label}</label>${options(name, entries)}</div>`;

const byLabel = (a, b) => a[1].localeCompare(b[1], state.lang);

function termEntries(column) {
  const entries = Object.keys(labels.terms[column]).map((code) => [code, termLabel(column, code)]).sort(byLabel);
  return [...entries, [UNKNOWN, word("not_known")]];
}

function partyEntries() {
  const entries = new Map([...termEntries(FROM), ...termEntries(TO)]);
  entries.delete(UNKNOWN);
  return [...[...entries].sort(byLabel), [UNKNOWN, word("not_known")]];
}

function outcomeEntries() {
  return families.map((family) => [family, capital(text(labels.families[family])),
    Object.keys(WEIGHT).filter((outcome) => labels.outcomes[outcome]).reverse()
      .map((outcome) => [`${family}:${outcome}`, `${capital(text(labels.families[family]))}: ${text(labels.outcomes[outcome])}`])]);
}

function filtersView() {
  const rules = Object.entries(data.rules).map(([code, rule]) => [code, `${code} ${text(rule.name)}`]);
  const further = Object.keys(labels.terms).filter((column) => Object.keys(labels.terms[column]).length);
  const on = Object.entries(state.filters);
  return html`<form class="filters" role="search" aria-labelledby="exchanges">
      <div class="field wide-field"><label for="filter-q">${word("search")}</label>
        <input id="filter-q" type="search" data-name="q" .value=${state.filters.q ?? ""} autocomplete="off" spellcheck="false" placeholder=${word("search_hint")} /></div>
      ${field("verdict", word("verdict"), VERDICTS.map((code) => [code, capital(text(labels.verdicts[code]))]))}
      ${field("party", word("party"), partyEntries())}
      ${field("rule", word("rule"), rules)}
      <details class="more" ?open=${state.more}><summary>${word("more_filters")}</summary>
        <div class="fields">
          ${field("outcome", word("family_outcome"), outcomeEntries())}
          ${further.map((column) => field("in." + column, capital(columnLabel(column)), termEntries(column)))}
          <div class="field"><label for="sort">${word("sort_by")}</label>${sortView()}</div>
        </div>
      </details>
    </form>
    ${on.length ? html`<ul class="chips" aria-label=${word("filters_on")}>
      ${on.map(([name, value]) => html`<li><button type="button" data-remove=${name}><span class="hidden">${word("remove")}: </span><bdi>${cut(filterLabel(name, value), SHORT)}</bdi> <span aria-hidden="true">×</span></button></li>`)}
      <li><button type="button" class="link" data-remove="*">${word("clear")}</button></li>
    </ul>` : nothing}`;
}

function sortView() {
  const now = state.sort ? (state.sort.desc ? "-" : "") + state.sort.id : "";
  return html`<select id="sort" data-sort-choice .value=${now}>
    <option value="" ?selected=${!now}>${word("registry_order")}</option>
    ${columns.map((column) => {
      const value = (descending(column) ? "-" : "") + column.id;
      return html`<option value=${value} ?selected=${column.id === state.sort?.id}>${column.label()}</option>`;
    })}
  </select>`;
}

// A judgement is sorted the weightiest first, a word from A to Z.
const descending = (column) => column.sortFn === byNumber;

function headView(column) {
  const sorted = state.sort?.id === column.id ? state.sort : null;
  const direction = sorted ? (sorted.desc ? "descending" : "ascending") : "none";
  const arrow = sorted ? (sorted.desc ? "▼" : "▲") : "";
  return html`<th role="columnheader" scope="col" class=${column.family ? "family" : column.id} aria-sort=${direction}>
    <button type="button" data-sort=${column.id}><span class="head">${column.label()}</span><span class="arrow" aria-hidden="true">${arrow}</span></button>
  </th>`;
}

function rowView(exchange) {
  const open = state.open.has(exchange.place);
  const id = exchange.id || word("no_id");
  const verdict = text(labels.verdicts[exchange.verdict]);
  return html`<tr role="row" class=${open ? "open" : ""}>
      <td role="cell" class="verdict">${mark(exchange.verdict)}<span class="hidden">${verdict}</span></td>
      <th role="rowheader" scope="row" class="id"><button type="button" class="opens" data-open=${exchange.place} aria-expanded=${open ? "true" : "false"}
        aria-controls=${open ? "detail-" + exchange.place : nothing}><span class="chevron" aria-hidden="true"></span><bdi>${cut(id, SHORT)}</bdi></button>${exchange.times ? html`<span class="times"> × ${number(exchange.times)}</span>` : nothing}</th>
      <td role="cell" class="from">${termView(exchange, FROM)}</td>
      <td role="cell" class="to">${termView(exchange, TO)}</td>
      <td role="cell" class="what">${termView(exchange, WHAT)}</td>
      ${families.map((family) => {
        const outcome = exchange.outcomes[family];
        const told = text(labels.outcomes[outcome]);
        return html`<td role="cell" class="family ${outcome}" title="${capital(text(labels.families[family]))}: ${told}"><span class="name" aria-hidden="true">${text(labels.families[family])}</span>${mark(outcome)}<span class="hidden">${told}</span></td>`;
      })}
    </tr>
    ${open ? html`<tr role="row" class="opened" id="detail-${exchange.place}"><td role="cell" colspan=${columns.length}>${detailView(exchange)}</td></tr>` : nothing}`;
}

// What stands in a column: as it was read, else as it is written with the word that it was not recognised.
function termView(exchange, column) {
  const code = exchange.term(column);
  if (code !== UNKNOWN) return termLabel(column, code);
  const read = columnsRead[exchange.registry];
  const cell = exchange.cells[exchange.headers.findIndex((header) => read.get(header) === column)];
  return cell ? html`<bdi>${cut(cell, SHORT)}</bdi> <em>(${word("not_recognised")})</em>` : html`<em>${word("value_none")}</em>`;
}

function pagesView() {
  const of = table.getPageCount();
  if (of < 2) return nothing;
  const go = (page, key) => html`<button type="button" data-page=${page} ?disabled=${page < 0 || page >= of || page === state.page}>${word(key)}</button>`;
  return html`<nav class="pages" aria-label=${word("pages")}>
    ${go(0, "first")} ${go(state.page - 1, "previous")}
    <span>${word("page", { n: number(state.page + 1), of: number(of) })}</span>
    ${go(state.page + 1, "next")} ${go(of - 1, "last")}
  </nav>`;
}

function countView() {
  const n = table.getFilteredRowModel().rows.length;
  if (n === exchanges.length) return n === 1 ? word("shown_one") : word("shown_all", { of: number(n) });
  return word("shown", { n: number(n), of: number(exchanges.length) });
}

function listView() {
  const rows = onPage();
  const all = rows.length && rows.every((e) => state.open.has(e.place));
  return html`${filtersView()}
    <div class="count">
      <p role="status" aria-live="polite" id="count">${countView()}</p>
      ${rows.length ? html`<button type="button" class="link" data-all=${all ? "close" : "open"}>${word(all ? "close_all" : "open_all")}</button>` : nothing}
      <button type="button" class="link" data-print>${word("print")}</button>
    </div>
    ${rows.length ? html`<div class="scroll" role="group" aria-labelledby="exchanges" tabindex="0">
      <table class="list" role="table" aria-labelledby="exchanges">
        <thead role="rowgroup"><tr role="row">${columns.map(headView)}</tr></thead>
        <tbody role="rowgroup">${rows.map(rowView)}</tbody>
      </table></div>` : html`<p>${word("nothing")}</p>`}
    ${pagesView()}`;
}
