// What an exchange opens to: its findings with their consequences below them, the row as read, proof and repair.

const mark = (code) => html`<span class="mark ${code}" aria-hidden="true">${SIGNS[code] ?? ""}</span>`;

// A text of the registry: as text, in its own direction, cut where it is long.
function ownView(s, key, longest = LONG) {
  if (s.length <= longest) return html`<bdi class="own">${s}</bdi>`;
  const whole = state.whole.has(key);
  const shown = whole ? s : cut(s, longest);
  const told = whole ? word("show_less") : word("show_all", { n: number(s.length) });
  return html`<bdi class="own">${shown}</bdi> <button type="button" class="link" data-whole=${key}>${told}</button>`;
}

const isWeb = (url) => /^https?:\/\//.test(url ?? "");

function source(told) {
  const citation = state.lang === "en" ? (told.citation_en ?? told.citation) : told.citation;
  const link = isWeb(told.url)
    ? html`<a href=${told.url} rel="noreferrer">${citation}</a>`
    : html`<span>${citation}</span>`;
  const certainty = text(told.certainty_label);
  const checked = told.last_checked ? word("last_checked", { day: day(told.last_checked) }) : "";
  const aside = [certainty, checked].filter(Boolean).join(", ");
  const note = text(told.note);
  return html`<li>${link}${aside ? html` <span class="certainty">(${aside})</span>` : nothing}${note ? html`<br /><span class="note">${note}</span>` : nothing}</li>`;
}

function values(finding, key) {
  const fields = new Map(); // no object: a field may have any name
  for (const { field, code } of finding.values) fields.set(field, [...(fields.get(field) ?? []), code]);
  if (!fields.size) return nothing;
  return html`<dt>${word("values")}</dt>
    <dd>
      <ul class="plain">
        ${[...fields].map(([field, codes]) => html`<li>${capital(columnLabel(field))}: ${codes.map((code, i) =>
          html`${i ? "; " : ""}${code ? ownView(valueLabel(field, code), `${key}.${field}.${i}`) : html`<em>${word("value_none")}</em>`}`)}</li>`)}
      </ul>
    </dd>`;
}

// How a finding stands: waived, and new or known beside the baseline. Its outcome stays what it is.
function standingView(standing) {
  const told = [standing?.waiver && word("waived_mark"), standing?.baseline && `[${word("status_" + standing.baseline)}]`];
  return told.filter(Boolean).map((said) => html` <span class="standing">${said}</span>`);
}

const waiverText = (waiver) => word("waived_told", { ...waiver, date: day(waiver.date), until: day(waiver.until) });

function findingView(finding, fingerprint, key, below) {
  const rule = data.rules[finding.rule];
  const why = text(rule.why);
  return html`<article class="finding ${finding.severity}">
    <h4>${mark(finding.severity)} ${text(rule.name)} <span class="code">${finding.rule}</span>${standingView(finding.standing)}</h4>
    <p>${text(finding.message)}</p>
    <dl>
      ${finding.standing?.waiver ? html`<dt>${word("waived")}</dt><dd><bdi>${waiverText(finding.standing.waiver)}</bdi></dd>` : nothing}
      ${why ? html`<dt>${word("why")}</dt><dd>${why}</dd>` : nothing}
      ${text(finding.remedy) ? html`<dt>${word("remedy")}</dt><dd>${text(finding.remedy)}</dd>` : nothing}
      ${values(finding, key)}
      ${finding.sources.length ? html`<dt>${word("source")}</dt><dd><ul class="plain">${finding.sources.map((at) => source(data.sources[at]))}</ul></dd>` : nothing}
    </dl>
    <p class="fingerprint">${word("fingerprint")} <code>${fingerprint}</code></p>
    ${below.length ? html`<details ?open=${printing}><summary>${word("also", { n: below.length })}</summary>${below}</details>` : nothing}
  </article>`;
}

// Causes first; a consequence stands below the first cause that it, or what it follows from, goes back to.
function findingsView(exchange) {
  const all = exchange.findings.map((at, i) => ({ ...data.findings[at], fingerprint: exchange.fingerprints[i], standing: exchange.marks[i], key: `${exchange.place}.${i}` }));
  const weighty = all.filter((f) => f.severity !== "info");
  const notes = all.filter((f) => f.severity === "info");
  const causeOf = (finding, seen = new Set()) => {
    for (const rule of finding.follows_from) {
      const cause = weighty.find((f) => f.rule === rule && !seen.has(f));
      if (cause && !cause.follows_from.length) return cause;
    }
    for (const rule of finding.follows_from) {
      const between = weighty.find((f) => f.rule === rule && f !== finding && !seen.has(f));
      const cause = between && causeOf(between, seen.add(between));
      if (cause) return cause;
    }
    return null;
  };
  const below = new Map();
  for (const finding of weighty.filter((f) => f.follows_from.length)) {
    const cause = causeOf(finding);
    below.set(cause, [...(below.get(cause) ?? []), finding]);
  }
  const view = (finding, under) => findingView(finding, finding.fingerprint, finding.key, under.map((f) => view(f, [])));
  const causes = weighty.filter((f) => !f.follows_from.length);
  return html`
    ${all.length ? nothing : html`<p>${word("no_findings")}</p>`}
    ${causes.map((finding) => view(finding, below.get(finding) ?? []))}
    ${(below.get(null) ?? []).map((finding) => view(finding, []))}
    ${notes.length ? html`<details class="notes" ?open=${printing}><summary>${word("notes", { n: notes.length })}</summary>${notes.map((finding) => view(finding, []))}</details>` : nothing}`;
}

function scopeOf(exchange) {
  const told = text(labels.scopes[exchange.scope]);
  return told ? ` · ${told}` : "";
}

function cellsView(exchange) {
  const registry = data.registries[exchange.registry];
  const read = columnsRead[exchange.registry];
  const filled = exchange.headers.map((header, i) => ({ header, cell: exchange.cells[i], i })).filter(({ cell }) => cell !== "");
  const empty = exchange.headers.filter((_, i) => exchange.cells[i] === "");
  const readIn = (header) => exchange.readings.map((at) => data.readings[at]).filter((r) => r.column === read.get(header));
  return html`<p class="small"><bdi>${registry}</bdi>${exchange.row ? `, ${word("row", { n: number(exchange.row) })}` : ""}${scopeOf(exchange)}</p>
    <table class="cells">
      <thead><tr><th scope="col">${word("column")}</th><th scope="col">${word("cell")}</th><th scope="col">${word("read_as_head")}</th></tr></thead>
      <tbody>
        ${filled.map(({ header, cell, i }) => html`<tr>
          <th scope="row">${ownView(header, `${exchange.place}.h${i}`, SHORT)}</th>
          <td>${ownView(cell, `${exchange.place}.c${i}`)}</td>
          <td>${read.get(header) ? html`<ul class="plain">${readIn(header).map((r) =>
            html`<li>${termLabel(r.column, r.code)} <span class="how">(${text(data.words["how_" + r.how]) || r.how})</span></li>`)}</ul>` : html`<span class="how">${word("not_recognised")}</span>`}</td>
        </tr>`)}
      </tbody>
    </table>
    ${empty.length ? html`<p class="small">${word("empty_cells")}: ${empty.map((header, i) => html`${i ? ", " : ""}${ownView(header, `${exchange.place}.e${i}`, SHORT)}`)}.</p>` : nothing}`;
}

// The row on paper: what stands in each cell, and what it was read as where that differs. It runs on as a text does,
// so marks of direction are left out.
function cellsLine(exchange) {
  const read = columnsRead[exchange.registry];
  const told = exchange.headers.map((header, i) => {
    const cell = exchange.cells[i];
    const names = exchange.readings.map((at) => data.readings[at]).filter((r) => r.column === read.get(header)).map((r) => termLabel(r.column, r.code));
    const as = read.get(header) && names.length && names.join("; ") !== cell ? ` (${names.join("; ")})` : "";
    return cell ? html`<b>${undirected(cut(header, SHORT))}</b> <bdi>${undirected(cut(cell, LONG))}</bdi>${as}. ` : nothing;
  });
  return html`<p class="row">${told}</p>`;
}

function detailView(exchange) {
  return html`<div class="detail">
    <section><h3>${word("findings")}</h3>${findingsView(exchange)}</section>
    ${repairView(exchange)} ${proofView(exchange)}
    <section><h3>${word("cells")}</h3>${cellsView(exchange)}</section>
  </div>`;
}
