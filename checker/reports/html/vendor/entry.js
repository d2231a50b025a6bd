// What the page uses of its libraries; `make vendor` bundles it into libraries.js.
export { html, nothing, render, svg } from "lit-html";
export { sankey, sankeyJustify, sankeyLinkHorizontal } from "d3-sankey";
export {
  columnFilteringFeature, constructTable, createFilteredRowModel, createPaginatedRowModel, createSortedRowModel,
  globalFilteringFeature, rowPaginationFeature, rowSortingFeature, tableFeatures,
} from "@tanstack/table-core";
export { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
