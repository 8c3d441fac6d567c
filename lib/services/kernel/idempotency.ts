/** How long the answer that belongs to an Idempotency-Key is kept. */
export const IDEMPOTENCY_MS = 86_400_000;
