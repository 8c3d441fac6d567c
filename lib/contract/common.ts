import { z } from 'zod';

/** An RFC 1123 label: what Kubernetes accepts as a namespace's or app's name. */
export const nameSchema = z
  .string()
  .min(1)
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'Use lower-case letters, digits and “-”, starting and ending with a letter or digit.',
  )
  .meta({ description: 'RFC 1123 label', example: 'shop' });

/** A pod's name: RFC 1123 subdomain. */
export const podNameSchema = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 'Not a pod name.');

/** RFC 3339. */
export const timeSchema = z.iso.datetime({ offset: true });

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
});

/** As `pageQuery`, where the cursor is the id of the last row. */
export const idPageQuery = pageQuery.extend({ cursor: z.uuid().optional() });

/** A page of `item`: `next` is the cursor of the following page, null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().optional() });
}

export const emptySchema = z.null();

/** Deleting what can't come back asks for its name. */
export const confirmQuery = z.object({ confirm: z.string().max(253) });

// PostgreSQL stores no NUL, and no name for people holds control characters.
const PRINTABLE = /^[^\p{Cc}]*$/u;

/** A name for people. */
export const titleSchema = z.string().trim().min(1).max(100).regex(PRINTABLE, 'No control characters.');

/** What is typed into a search box. */
export const searchSchema = z.string().trim().max(100).regex(PRINTABLE, 'No control characters.');
