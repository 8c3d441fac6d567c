/** A text as `contains` and `startsWith` of Prisma must get it, so that `%` and `_` are letters like all others. */
export function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
