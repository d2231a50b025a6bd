// The drawing of the flows: d3-sankey lays it out, the page gives it its texts. The matrix holds the same numbers for
// who cannot see it.

const flowData = JSON.parse(document.getElementById("flow-data").textContent);

function drawing(width) {
  const names = { from: (code) => termLabel(FROM, code), to: (code) => termLabel(TO, code) };
  const nodes = new Map();
  const links = [];
  for (const [from, to, verdicts] of flowData.flows) {
    for (const [side, code] of [["from", from], ["to", to]]) {
      const id = `${side} ${code}`;
      if (!nodes.has(id)) nodes.set(id, { id, side, name: names[side](code) });
    }
    for (const verdict of VERDICTS) {
      if (verdicts[verdict]) links.push({ source: `from ${from}`, target: `to ${to}`, value: verdicts[verdict], verdict, from, to });
    }
  }
  const margin = Math.min(260, width * 0.32);
  const most = Math.max(...["from", "to"].map((side) => [...nodes.values()].filter((n) => n.side === side).length));
  const height = Math.max(120, most * 38);
  const graph = Libraries.sankey().nodeId((n) => n.id).nodeAlign(Libraries.sankeyJustify).nodeWidth(10).nodePadding(14)
    .extent([[margin, 8], [width - margin, height - 8]])({ nodes: [...nodes.values()], links });
  const line = Libraries.sankeyLinkHorizontal();
  const longest = Math.floor((margin - 8) / 7.4);
  const shortened = (name, n) => {
    const room = longest - number(n).length - 1;
    return `${name.length > room ? name.slice(0, room - 1) + "…" : name} ${number(n)}`;
  };
  return svg`<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${word("drawing")}>
    <defs>
      <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" class="ground violation"></rect><rect width="2.5" height="7" class="figure violation"></rect></pattern>
      <pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" class="ground undetermined"></rect><circle cx="3" cy="3" r="1.4" class="figure undetermined"></circle></pattern>
    </defs>
    ${graph.links.map((link) => svg`<path d=${line(link)} class="link-line ${link.verdict}" stroke-width=${Math.max(1.5, link.width)} fill="none" data-filter="lane" data-from=${link.from} data-to=${link.to}><title>${link.source.name} → ${link.target.name}: ${number(link.value)}, ${text(labels.verdicts[link.verdict])}</title></path>`)}
    ${graph.nodes.map((node) => svg`<rect x=${node.x0} y=${node.y0} width=${node.x1 - node.x0} height=${Math.max(2, node.y1 - node.y0)} class="node"></rect>
      <text x=${node.side === "from" ? node.x0 - 8 : node.x1 + 8} y=${(node.y0 + node.y1) / 2} dy="0.35em" text-anchor=${node.side === "from" ? "end" : "start"}>${shortened(node.name, node.value)}<title>${node.name}: ${number(node.value)}</title></text>`)}
  </svg>`;
}

function showDrawing() {
  const figure = document.getElementById("drawing");
  if (!figure || !flowData.flows.length) return;
  figure.hidden = false;
  let place = figure.querySelector(".place");
  if (!place) {
    place = document.createElement("div");
    place.className = "place";
    figure.prepend(place);
  }
  render(drawing(Math.max(300, Math.floor(printing ? 680 : figure.clientWidth))), place);
  const part = flowData.flows.length < flowData.of;
  document.getElementById("drawing-part").textContent = part ? word("drawing_part", { n: flowData.flows.length, of: number(flowData.of) }) : "";
}
