// What an exchange opens to where the report holds it: what would lift its findings, and the proof of its outcomes.

// ---- proposals

const listed = (names) => new Intl.ListFormat(LOCALES[state.lang]).format(names);

// What a proposal leads to, and in which families it stays so.
function reachesView(reaches, exchange) {
  const verdict = text(labels.verdicts[reaches.verdict]);
  const held = families.filter((family) => reaches.outcomes[family] === reaches.verdict);
  const key = !held.length ? "leads_to" : reaches.verdict === exchange.verdict ? "same" : "still";
  return html`<p class="reaches">${mark(reaches.verdict)} ${word(key, { verdict, families: listed(held.map((family) => text(labels.families[family]))) })}</p>`;
}

function repairView(exchange) {
  if (exchange.verdict === BEST) return nothing;
  const { proposals = [], more = 0, open = [] } = exchange.repair ?? {};
  const body = !exchange.repair ? absentView("no_proposals", "repair", "--proposals") : html`
    ${proposals.length ? html`<ol class="proposals">
      ${proposals.map((proposal, at) => html`<li>
        <h4>${word("proposal", { n: at + 1 })}</h4>
        <ul>${proposal.texts.map((told) => html`<li>${text(told)}</li>`)}</ul>
        ${reachesView(proposal.reaches, exchange)}
      </li>`)}
    </ol>` : nothing}
    ${more ? html`<p>${word(more === 1 ? "one_more_proposal" : "more_proposals", { n: number(more) })}</p>` : nothing}
    ${open.length ? html`<h4>${word(proposals.length ? "left" : "unmended")}</h4>
      <ul>${open.map((left) => html`<li>${text(left.name)}. ${text(left.text)}</li>`)}</ul>` : nothing}
    ${proposals.length || open.length ? nothing : html`<p>${word("nothing_proposed")}</p>`}
    <p class="small">${proposals.some((proposal) => proposal.supposes) ? word("only_if") : nothing} ${word("no_advice")}</p>`;
  return html`<section class="repair"><h3>${word("proposals")}</h3>${body}</section>`;
}

// What is not in this report can still be asked for.
function absentView(key, command, option) {
  return html`<p class="small screen">${word(key)} <code>grondslag ${command} ${word("registry").toUpperCase()} --id ${word("identifier")}</code>,
    ${word("or_all")} <code>grondslag check ${word("registry").toUpperCase()} ${option} -o ${word("report_file")}</code>.</p>`;
}

// ---- the proof

const KIND_SIGNS = { declared: "•", law: "§", derived: "→", searched: "○" };

const stepId = (exchange, n) => `step-${exchange.place}-${n}`;

function stepView(told, exchange, depth = 0) {
  const [at, said, reason = 0, sources = [], below = [], n = 0, see = 0] = told;
  const kind = data.kinds[at];
  const line = html`<span class="kind ${kind}" aria-hidden="true">${KIND_SIGNS[kind]}</span><span class="hidden">${word("kind_" + kind)}: </span>${data.texts[said]}
    ${n ? html`<span class="step">${word("step", { n })}</span>` : nothing}
    ${see ? html`<button type="button" class="link step" data-step=${see} data-of=${exchange.place}>${word("to_step", { n: see })}</button>` : nothing}
    ${reason ? html`<span class="reason">${data.texts[reason]}</span>` : nothing}`;
  const cited = sources.length ? html`<span class="cited">${sources.map((place, i) => html`${i ? "; " : ""}${citedView(data.sources[place])}`)}</span>` : nothing;
  const id = n && !printing ? stepId(exchange, n) : nothing;
  if (!below.length) return html`<li id=${id} tabindex=${id === nothing ? nothing : -1}><span class="line">${line}${cited}</span></li>`;
  // A link stands below the summary: what opens and closes may hold nothing else that can be chosen.
  const inner = html`${sources.length ? html`<span class="line">${cited}</span>` : nothing}<ul>${below.map((step) => stepView(step, exchange, depth + 1))}</ul>`;
  return html`<li id=${id} tabindex=${id === nothing ? nothing : -1}><details ?open=${printing || !depth || state.steps.has(exchange.place)}><summary><span class="line">${line}</span></summary>${inner}</details></li>`;
}

function citedView(told) {
  const citation = state.lang === "en" ? (told.citation_en ?? told.citation) : told.citation;
  const certainty = text(told.certainty_label);
  return html`${isWeb(told.url) ? html`<a href=${told.url} rel="noreferrer">${citation}</a>` : citation}${certainty ? ` (${certainty})` : ""}`;
}

// A family is laid out when it is opened: a page of exchanges would hold tens of thousands of steps.
function familyView(told, exchange, place) {
  const [label, outcome, spoken, silent, absent, contrast] = told;
  const key = `${exchange.place}.${place}`;
  const open = printing || state.families.has(key);
  const steps = (all) => html`<ul class="steps">${all.map((step) => stepView(step, exchange))}</ul>`;
  return html`<details class="family" data-family=${key} ?open=${open}>
    <summary>${SIGNS[outcome] ? mark(outcome) : nothing} ${capital(label)}: ${text(labels.outcomes[outcome] ?? labels.scopes[outcome]) || outcome}</summary>
    ${open && spoken.length ? steps(spoken) : nothing}
    ${open && silent.length ? html`<h4>${word(contrast)}</h4>${steps(silent)}` : nothing}
    ${open && absent.length ? html`<p class="small">${word("also_not")}: ${absent.join("; ")}</p>` : nothing}
  </details>`;
}

function proofView(exchange) {
  if (!exchange.proof) {
    return html`<section><h3>${word("proof")}</h3>${absentView("no_proof", "explain", "--proofs")}</section>`;
  }
  const all = state.steps.has(exchange.place);
  return html`<section class="proof"><h3>${word("proof")}</h3>
    <p class="small screen">${word("proof_lead")} <button type="button" class="link" data-steps=${exchange.place}>${word(all ? "close_steps" : "open_steps")}</button></p>
    <p class="small legend">${word("legend")}</p>
    ${exchange.proof[state.lang].map((told, place) => familyView(told, exchange, place))}
    ${askedView(exchange.asked[state.lang])}
  </section>`;
}

// What no rule can tell: questions, and what is amiss with the text of a norm.
function askedView(places) {
  if (!places.length) return nothing;
  return html`<h4 class="asked">${word("for_a_person")}</h4>
    <ul class="asked">${places.map((place) => data.asks[place]).map(([kind, said, articles]) => html`<li>${word(kind === "question" ? "asked_question" : "asked_caveat")}: ${said} (${articles})</li>`)}</ul>`;
}

// Open or close all steps of a proof.
function toggleSteps(place) {
  const open = !state.steps.delete(place);
  if (open) state.steps.add(place);
  for (const family of exchanges[place].proof[state.lang].keys()) {
    open ? state.families.add(`${place}.${family}`) : state.families.delete(`${place}.${family}`);
  }
}

const holdsStep = (told, n) => told[5] === n || (told[4] ?? []).some((below) => holdsStep(below, n));

// Show a step that another refers to, with all that it stands in opened.
function showStep(place, n) {
  const family = exchanges[place].proof[state.lang].findIndex(([, , spoken, silent]) => [...spoken, ...silent].some((told) => holdsStep(told, n)));
  state.families.add(`${place}.${family}`);
  show();
  const step = document.getElementById(stepId(exchanges[place], n));
  for (let at = step; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  step?.focus();
  step?.scrollIntoView({ block: "center" });
}
