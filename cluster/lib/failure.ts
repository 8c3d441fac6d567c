/** A failure whose message is all that its reader needs: it is printed without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
