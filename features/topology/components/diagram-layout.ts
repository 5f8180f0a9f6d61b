import type { DrawnTopology } from "../schema";

type DrawnNode = DrawnTopology["nodes"][number];

export type Box = { node: DrawnNode; x: number; y: number };
/** A line with its number, which stands at `at` and is told beside the drawing. */
export type Line = { number: number; path: string; at: { x: number; y: number } };
export type Layout = {
  width: number;
  height: number;
  box: { width: number; height: number };
  boxes: Box[];
  lines: Line[];
  /** Where API clients come in; null where nothing takes their calls. */
  clients: { x: number; y: number } | null;
};

const portals: readonly DrawnNode["role"][] = ["all_in_one", "control", "publisher", "portal"];
const entrances: readonly DrawnNode["role"][] = ["gateway", "all_in_one"];
/** Room below the drawing for the arrow of the clients. */
const clientRoom = 48;

/**
 * Three rows for screens: portals above, what they and the gateways ask in the middle with a lane left free between, and
 * gateways below. Nothing crosses but lines that begin at the same box.
 */
export function wideLayout({ nodes, links }: DrawnTopology): Layout {
  const box = { width: 214, height: 72 };
  const width = 720;
  const middle = (width - box.width) / 2;
  const whole = nodes.some(({ role }) => role === "all_in_one");
  const above = nodes.filter(({ role }) => portals.includes(role));
  const step = box.width + 40;
  const rows = whole ? [0, 0, 0] : [0, 128, 256];
  const placed = (node: DrawnNode): Box => {
    const index = above.indexOf(node);
    if (index >= 0) return { node, x: middle + (index - (above.length - 1) / 2) * step, y: rows[0] ?? 0 };
    if (node.role === "traffic") return { node, x: 0, y: rows[1] ?? 0 };
    if (node.role === "key_manager") return { node, x: width - box.width, y: rows[1] ?? 0 };
    return { node, x: node.role === "external" ? width - box.width : middle, y: rows[2] ?? 0 };
  };
  const boxes = nodes.map(placed);
  const lines = links.flatMap(({ from, to }, index): Line[] => {
    const [a, b] = [from, to].map((profile) => boxes.find(({ node }) => node.profile === profile));
    if (!a || !b) return [];
    const [start, end] =
      a.y === b.y
        ? [
            { x: a.x < b.x ? a.x + box.width : a.x, y: a.y + box.height * 0.4 },
            { x: a.x < b.x ? b.x : b.x + box.width, y: b.y + box.height * 0.4 },
          ]
        : [touch(a, b, box), touch(b, a, box)];
    return [{ number: index + 1, path: `M${start.x} ${start.y}L${end.x} ${end.y}`, at: between(start, end) }];
  });
  return finished({ width, box, boxes, lines });
}

/** One below the other for phones, each line in a lane of its own at the left. */
export function narrowLayout({ nodes, links }: DrawnTopology): Layout {
  const lane = 18;
  const gutter = Math.max(1, links.length) * lane + 10;
  const width = 320;
  const box = { width: width - gutter, height: 66 };
  const order = [
    ...nodes.filter(({ role }) => portals.includes(role)),
    ...nodes.filter(({ role }) => role !== "gateway" && !portals.includes(role)),
    ...nodes.filter(({ role }) => role === "gateway"),
  ];
  const boxes = order.map((node, index): Box => ({ node, x: gutter, y: index * (box.height + 18) }));
  const ends = links.flatMap(({ from, to }) => [from, to]);
  const used = new Map<string, number>();
  const anchor = (profile: string): number | null => {
    const found = boxes.find(({ node }) => node.profile === profile);
    if (!found) return null;
    const [taken, all] = [(used.get(profile) ?? 0) + 1, ends.filter((end) => end === profile).length];
    used.set(profile, taken);
    return found.y + (box.height * taken) / (all + 1);
  };
  const lines = links.flatMap(({ from, to }, index): Line[] => {
    const [start, end] = [anchor(from), anchor(to)];
    if (start === null || end === null) return [];
    const x = gutter - 12 - index * lane;
    const path = `M${gutter} ${start}H${x}V${end}H${gutter}`;
    return [{ number: index + 1, path, at: { x, y: (start + end) / 2 } }];
  });
  return finished({ width, box, boxes, lines });
}

type Point = { x: number; y: number };
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Where a line from a box to another in a row above or below leaves it: nearer to where it goes. */
function touch(from: Box, to: Box, box: Layout["box"]): Point {
  const lean = Math.sign(to.x - from.x) * box.width * 0.3;
  return { x: from.x + box.width / 2 + lean, y: to.y > from.y ? from.y + box.height : from.y };
}

function finished(drawn: Omit<Layout, "height" | "clients">): Layout {
  const entrance = drawn.boxes.find(({ node }) => entrances.includes(node.role));
  const bottom = Math.max(0, ...drawn.boxes.map(({ y }) => y + drawn.box.height));
  const clients = entrance && {
    x: entrance.x + drawn.box.width / 2,
    y: entrance.y + drawn.box.height,
  };
  // Only below the lowest box there is room for the arrow.
  const shown = clients && clients.y === bottom ? clients : null;
  return { ...drawn, height: bottom + (shown ? clientRoom : 0), clients: shown };
}
