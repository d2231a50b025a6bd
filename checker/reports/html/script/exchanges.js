// The exchanges: what a row of the table needs of each, which of them fit the filters, and in what order they stand.

const [FROM, TO, WHAT] = data.lane;

const exchanges = data.exchanges.map((told, place) => {
  const [id, registry, row, verdict, scope, headers, cells, readings, outcomes, findings, fingerprints, proof, repair, times, marks] = told;
  const terms = {};
  for (const at of readings) {
    const reading = data.readings[at];
    (terms[reading.column] ??= []).push(reading.code);
  }
  return {
    place, id, registry, row, verdict, scope, terms, cells, readings, findings, fingerprints,
    headers: data.headers[headers],
    outcomes: data.outcomes[outcomes],
    proof: data.proofs[proof],
    asked: data.asked[proof],
    repair: data.repairs[repair],
    times,
    marks: marks ?? [],
    term: (column) => terms[column]?.[0] ?? UNKNOWN,
  };
});

// By registry: the column that a header was read as, empty where it was not recognised.
const columnsRead = data.columns.map((pairs) => new Map(pairs));

const families = Object.keys(exchanges[0]?.outcomes ?? {});
const VERDICTS = Object.keys(labels.verdicts);
const BEST = VERDICTS.at(-1);
const WEIGHT = { inapplicable: 0, pass: 1, undetermined: 2, violation: 3, "no-objection": 1 };

// ---- search: in what is shared once, and in what is an exchange's own

const ownText = new Map();

function own(exchange) {
  if (!ownText.has(exchange)) ownText.set(exchange, fold([exchange.id, ...exchange.cells].join("\n")));
  return ownText.get(exchange);
}

const sharedTexts = { nl: null, en: null };

function shared() {
  sharedTexts[state.lang] ??= {
    readings: data.readings.map((r) => fold(r.code + "\n" + termLabel(r.column, r.code))),
    findings: data.findings.map((f) => fold([f.rule, text(data.rules[f.rule].name), text(f.message)].join("\n"))),
  };
  return sharedTexts[state.lang];
}

function searcher(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const { readings, findings } = shared();
  const tests = words.map((sought) => {
    const inReading = readings.map((s) => s.includes(sought));
    const inFinding = findings.map((s) => s.includes(sought));
    return (e) => own(e).includes(sought) || e.readings.some((at) => inReading[at]) || e.findings.some((at) => inFinding[at]);
  });
  return (exchange) => tests.every((test) => test(exchange));
}

// ---- filters

function filterTest(name, value) {
  if (name === "q") return searcher(value);
  if (name === "verdict") return (e) => e.verdict === value;
  if (name === "scope") return (e) => e.scope === value;
  if (name === "rule") return (e) => e.findings.some((at) => data.findings[at].rule === value);
  if (name === "standing") return (e) => e.marks.some((mark) => (value === "waived" ? mark.waiver : mark.baseline === value));
  if (name === "party") return (e) => [FROM, TO].some((side) => (e.terms[side] ?? [UNKNOWN]).includes(value));
  if (name === "outcome") {
    const [family, outcome] = value.split(":");
    return (e) => e.outcomes[family] === outcome;
  }
  const column = name.slice("in.".length);
  return (e) => (e.terms[column] ?? [UNKNOWN]).includes(value);
}

function filterLabel(name, value) {
  if (name === "q") return `${word("search")}: ${value}`;
  if (name === "verdict") return capital(text(labels.verdicts[value]));
  if (name === "scope") return capital(text(labels.scopes[value]));
  if (name === "rule") return `${value} ${text(data.rules[value]?.name)}`;
  if (name === "standing") return capital(word(value === "waived" ? "waived" : `status_${value}`));
  if (name === "party") return `${word("party")}: ${termLabel(FROM, value) === value ? termLabel(TO, value) : termLabel(FROM, value)}`;
  if (name === "outcome") {
    const [family, outcome] = value.split(":");
    return `${capital(text(labels.families[family]))}: ${text(labels.outcomes[outcome])}`;
  }
  const column = name.slice("in.".length);
  return `${capital(columnLabel(column))}: ${termLabel(column, value)}`;
}

// ---- the table: TanStack keeps what is filtered, sorted and paged

const inWords = (a, b, column) =>
  a.getValue(column).localeCompare(b.getValue(column), state.lang, { numeric: true, sensitivity: "base" });
const byNumber = (a, b, column) => a.getValue(column) - b.getValue(column);

const columns = [
  { id: "verdict", label: () => word("verdict"), accessorFn: (e) => VERDICTS.length - VERDICTS.indexOf(e.verdict), sortFn: byNumber },
  { id: "id", label: () => capital(columnLabel("id")), accessorFn: (e) => e.id, sortFn: inWords },
  ...[FROM, TO, WHAT].map((column) => ({
    id: column, label: () => capital(columnLabel(column)), accessorFn: (e) => termLabel(column, e.term(column)), sortFn: inWords,
  })),
  ...families.map((family) => ({
    id: "outcome." + family, family, label: () => capital(text(labels.families[family])),
    accessorFn: (e) => WEIGHT[e.outcomes[family]], sortFn: byNumber,
  })),
];

const table = Libraries.constructTable({
  features: Libraries.tableFeatures({
    coreReactivityFeature: Libraries.storeReactivityBindings(),
    columnFilteringFeature: Libraries.columnFilteringFeature,
    globalFilteringFeature: Libraries.globalFilteringFeature,
    rowSortingFeature: Libraries.rowSortingFeature,
    rowPaginationFeature: Libraries.rowPaginationFeature,
    filteredRowModel: Libraries.createFilteredRowModel(),
    sortedRowModel: Libraries.createSortedRowModel(),
    paginatedRowModel: Libraries.createPaginatedRowModel(),
  }),
  data: exchanges,
  columns,
  // One test of the whole row, asked once: of the first column only.
  globalFilterFn: (row, column, chosen) => chosen.tests.every((test) => test(row.original)),
  getColumnCanGlobalFilter: (column) => column.id === columns[0].id,
  autoResetPageIndex: false,
  initialState: { pagination: { pageIndex: 0, pageSize: 100 } },
});

// Bring the table in line with what the reader chose.
function choose() {
  const tests = Object.entries(state.filters).map(([name, value]) => filterTest(name, value));
  table.setGlobalFilter(tests.length ? { tests } : undefined);
  table.setSorting(state.sort && columns.some((c) => c.id === state.sort.id) ? [state.sort] : []);
  state.page = Math.min(state.page, Math.max(0, table.getPageCount() - 1));
  table.setPageIndex(state.page);
}

const chosen = () => table.getSortedRowModel().rows.map((row) => row.original);
const onPage = () => table.getRowModel().rows.map((row) => row.original);
