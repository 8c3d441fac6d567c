import type { z } from 'zod';
import { Problem } from '@/lib/domain/problem';
import type { OutboundResponse } from '@/lib/integrations/outbound';

/** The answer's JSON, checked; Problem registry.not_registry when it is none or of another shape. */
export function readJson<S extends z.ZodType>(response: OutboundResponse, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(response.body.toString('utf8'));
  } catch {
    throw new Problem('registry.not_registry');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new Problem('registry.not_registry', {}, { cause: result.error });
  return result.data;
}
