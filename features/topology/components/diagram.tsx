import type { DrawnTopology } from "../schema";
import { type Layout, narrowLayout, wideLayout } from "./diagram-layout";

/** The kinds of nodes and who asks whom, drawn for screens and once more for phones. The same is told beside it in words. */
export function Diagram({ topology, label }: { topology: DrawnTopology; label: string }) {
  return (
    <>
      <Drawing
        layout={wideLayout(topology)}
        label={label}
        name="wide"
        className="max-w-[720px] max-sm:hidden"
      />
      <Drawing layout={narrowLayout(topology)} label={label} name="narrow" className="sm:hidden" />
    </>
  );
}

function Drawing({
  layout,
  label,
  name,
  className,
}: {
  layout: Layout;
  label: string;
  name: string;
  className: string;
}) {
  const { width, height, box, boxes, lines, clients } = layout;
  const arrow = `topology-arrow-${name}`;
  return (
    <svg
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      role="img"
      aria-label={label}
      className={`mx-auto block h-auto w-full ${className}`}
    >
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
          <path d="M0 0L8 4L0 8z" className="fill-ink-3" />
        </marker>
      </defs>
      {lines.map(({ number, path }) => (
        <path
          key={number}
          d={path}
          fill="none"
          strokeWidth="1.4"
          className="stroke-ink-3"
          markerEnd={`url(#${arrow})`}
        />
      ))}
      {clients ? (
        <>
          <path
            d={`M${clients.x} ${clients.y + 26}V${clients.y + 1}`}
            strokeWidth="1.4"
            className="stroke-ink-3"
            markerEnd={`url(#${arrow})`}
          />
          <text x={clients.x} y={clients.y + 42} textAnchor="middle" fontSize="12" className="fill-ink-2">
            API clients
          </text>
        </>
      ) : null}
      {boxes.map(({ node, x, y }) => (
        <g key={node.profile}>
          <rect
            x={x}
            y={y}
            width={box.width}
            height={box.height}
            rx="7"
            strokeWidth="1.4"
            strokeDasharray={node.planned ? undefined : "5 4"}
            className={
              node.role === "key_manager" ? "fill-water stroke-water-edge" : "fill-sunken stroke-line-field"
            }
          />
          <text x={x + 12} y={y + 25} fontSize="14" fontWeight="600" className="fill-ink">
            {node.role === "external" ? node.label : `${node.count} × ${node.label}`}
          </text>
          <text x={x + 12} y={y + 43} fontSize="12" className="fill-ink-2">
            {node.pack ?? "not part of this installation"}
          </text>
          <text x={x + 12} y={y + 59} fontSize="12" className="fill-ink-2">
            {node.role === "external" ? "" : node.planned ? "planned" : "proposed"}
          </text>
        </g>
      ))}
      {lines.map(({ number, at }) => (
        <g key={number}>
          <circle cx={at.x} cy={at.y} r="8.5" strokeWidth="1.2" className="fill-surface stroke-ink-3" />
          <text x={at.x} y={at.y + 4} textAnchor="middle" fontSize="11" fontWeight="600" className="fill-ink">
            {number}
          </text>
        </g>
      ))}
    </svg>
  );
}
