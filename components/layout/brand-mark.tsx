export type BrandMarkProps = { size?: number; className?: string };

/** The sign of Liftlock: water levels rising from lock to lock. Takes the colour of the text around it. */
export function BrandMark({ size = 20, className }: BrandMarkProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
      className={className}
    >
      <path d="M3 16V9m5 7V6m5 10V4m4 12V4" />
      <path d="M1.5 17.5h17" />
    </svg>
  );
}
