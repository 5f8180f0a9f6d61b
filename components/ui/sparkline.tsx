export type SparklineProps = {
  values: readonly number[];
  /** What it shows and where it ends, as a sentence: "Steps done per day, 6 yesterday". */
  label: string;
  width?: number;
  height?: number;
  className?: string;
};

/** A tiny line beside a number that says the rest. Scaled from zero, so that small changes look small. */
export function Sparkline({ values, label, width = 80, height = 20, className }: SparklineProps) {
  if (values.length < 2) return null;
  const top = Math.max(...values, 1);
  const points = values.map((value, index) => {
    const x = 1 + (index / (values.length - 1)) * (width - 4);
    return `${x.toFixed(1)},${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`;
  });
  const [x, y] = (points.at(-1) ?? "0,0").split(",");
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={className}>
      <polyline
        points={points.join(" ")}
        fill="none"
        className="stroke-accent"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx={x} cy={y} r="2" className="fill-accent" />
    </svg>
  );
}
