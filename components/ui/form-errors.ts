import type { FormInstance } from 'antd';
import { ApiError } from '@/lib/client/call';

/** `env.0.name` as Ant Design names it: `['env', 0, 'name']`. */
export function fieldName(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Puts a refusal's field errors on the fields of a form and goes to the first one. True when every one of them found
 * its field, so that nothing is left to be said beside the form.
 */
export function showFieldErrors<T extends object>(form: FormInstance<T>, error: unknown): boolean {
  if (!(error instanceof ApiError) || error.fields.length === 0) return false;
  const known = error.fields.filter(
    (field) => form.getFieldInstance(fieldName(field.path) as never) !== undefined,
  );
  form.setFields(known.map((field) => ({ name: fieldName(field.path) as never, errors: [field.message] })));
  const first = known[0];
  if (first) form.scrollToField(fieldName(first.path), { block: 'center', focus: true });
  return known.length === error.fields.length;
}
