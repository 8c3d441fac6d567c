/** A ship at its berth. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#1f5fbf" />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M7 13h18M10 13v8m12-8v8" />
        <path d="M5 24c2.2 0 2.2-1.6 4.4-1.6S11.6 24 13.8 24s2.2-1.6 4.4-1.600S20.4 24 22.6 24s2.2-1.6 4.4-1.6" />
        <path d="M12 13V8h8v5" />
      </g>
    </svg>
  );
}
