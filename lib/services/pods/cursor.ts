import { z } from 'zod';
import { Problem } from '@/lib/domain/problem';
import { placeOf, type PodEntry } from './entries';

/** The order, and where in it the last row of the page before stands. */
const cursorSchema = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()]);

/** The cursor of what comes after a row. */
export function writeCursor(last: PodEntry, sort: string): string {
  const { value, name } = placeOf(last, sort);
  return Buffer.from(JSON.stringify([sort, value, name])).toString('base64url');
}

/** Whether a row stands after the cursor, whatever came or went meanwhile; 400 for what is no cursor of this order. */
export function isAfter(cursor: string, sort: string): (entry: PodEntry) => boolean {
  const read = cursorSchema.safeParse(parse(cursor));
  if (!read.success || read.data[0] !== sort) {
    throw new Problem('request.malformed', { detail: 'cursor: not one of this list and order' });
  }
  const [, from, after] = read.data;
  const falling = sort.startsWith('-');
  return (entry) => {
    const { value, name } = placeOf(entry, sort);
    if (value === from) return name > after;
    return falling ? value < from : value > from;
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
