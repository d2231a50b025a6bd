// What the page holds, in which language it speaks, and what the reader has chosen (kept in the address, so that it
// can be shared; nothing is stored anywhere else).

const { html, nothing, render, svg } = Libraries;
const data = JSON.parse(document.getElementById("data").textContent);
const labels = data.labels;
const SIGNS = { violation: "✗", undetermined: "?", warning: "?", pass: "✓", "no-objection": "✓", inapplicable: "–", info: "·" };
const UNKNOWN = "?";
const LONG = 600;
const SHORT = 80;

let printing = false;

const state = {
  lang: document.documentElement.lang,
  filters: {}, // by name: q, verdict, outcome, scope, rule, party, or "in." and the code of a column
  sort: null, // { id, desc }
  page: 0,
  open: new Set(), // places of exchanges
  whole: new Set(), // long texts that are shown whole
  families: new Set(), // opened families of proofs, as "exchange.family"
  steps: new Set(), // places of exchanges of which all steps of the proof are opened
  more: false, // whether the further filters are shown
};

const text = (both) => both?.[state.lang] ?? both?.nl ?? both?.en ?? "";
const LOCALES = { nl: "nl-NL", en: "en-GB" };
const number = (n) => n.toLocaleString(LOCALES[state.lang]);
const capital = (s) => s.slice(0, 1).toLocaleUpperCase(state.lang) + s.slice(1);

function word(key, values = {}) {
  return text(data.words[key]).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(LOCALES[state.lang], options).format(Date.UTC(year, month - 1, date));
}

function termLabel(column, code) {
  if (code === UNKNOWN) return word("not_known");
  return text(labels.terms[column]?.[code]) || code;
}

// A value that a finding or a proposal names: by its label, else as a person writes it.
function valueLabel(column, code) {
  if (!code) return word("value_none");
  if (code === "true" || code === "false") return word("value_" + code);
  if (/^\d{4}-\d\d-\d\d$/.test(code)) return day(code);
  return text(labels.terms[column]?.[code]) || code;
}

const columnLabel = (column) => text(labels.columns[column]) || column;

// The beginning of a text; a character of two code units stays whole.
function cut(s, longest) {
  return s.length <= longest ? s : [...s.slice(0, longest * 2)].slice(0, longest).join("") + "…";
}

const undirected = (s) => s.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");

// Letters without accents or case, for searching.
const fold = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// ---- the address

function readAddress() {
  const found = new URLSearchParams(location.hash.slice(1));
  state.filters = {};
  for (const [name, value] of found) {
    if (name === "lang" && ["nl", "en"].includes(value)) state.lang = value;
    else if (name === "sort") state.sort = { id: value.replace(/^-/, ""), desc: value.startsWith("-") };
    else if (name === "page") state.page = Math.max(0, Number.parseInt(value, 10) - 1 || 0);
    else if (name === "open") state.open = new Set(value.split(".").map(Number));
    else if (value && isFilter(name)) state.filters[name] = value;
  }
}

function isFilter(name) {
  const column = name.startsWith("in.") ? name.slice("in.".length) : null;
  return column === null ? ["q", "verdict", "outcome", "scope", "rule", "party"].includes(name) : Object.hasOwn(labels.terms, column);
}

function writeAddress() {
  const told = new URLSearchParams({ lang: state.lang, ...state.filters });
  if (state.sort) told.set("sort", (state.sort.desc ? "-" : "") + state.sort.id);
  if (state.page) told.set("page", state.page + 1);
  if (state.open.size && state.open.size <= 20) told.set("open", [...state.open].join("."));
  history.replaceState(null, "", "#" + told);
}
