/** The mark: a hull at its quay. */
export function BerthMark() {
  return (
    <svg
      className="login-mark"
      viewBox="0 0 48 48"
      width="44"
      height="44"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="48" height="48" rx="11" fill="var(--ant-color-primary)" />
      <path d="M9 26h30l-4.2 8.6a3 3 0 0 1-2.7 1.7H15.9a3 3 0 0 1-2.7-1.7z" fill="#fff" />
      <path d="M15 15h7v8h-7zM24.5 18h7v5h-7z" fill="#fff" opacity="0.82" />
    </svg>
  );
}
