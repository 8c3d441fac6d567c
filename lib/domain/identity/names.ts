import { z } from 'zod';

/** What is typed at sign-in: lower case, so that no two people differ by case only. */
export const userNameSchema = z
  .string()
  .min(2)
  .max(63)
  .regex(
    /^[a-z0-9]([-._a-z0-9]*[a-z0-9])?$/,
    'Use lower-case letters, digits, “.”, “-” and “_”, starting and ending with a letter or digit.',
  )
  .meta({ description: 'Name that is typed at sign-in', example: 'li.wei' });

/** A name as somebody typed it at sign-in: surrounding blanks and case do not matter. */
export function typedUserName(typed: string): string {
  return typed.trim().toLowerCase();
}
