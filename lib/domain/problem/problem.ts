import { PROBLEMS, type ProblemCode, type ProblemParams } from './codes';
import { problemText } from './text';

/** An error on one input field; `path` is dotted (`env.0.name`), `message` is English for people. */
export interface FieldError {
  path: string;
  message: string;
}

/** The one error class: a code of the table, its parameters, and the fields it lands on. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  readonly fields: FieldError[];

  constructor(
    code: ProblemCode,
    params: ProblemParams = {},
    more: { fields?: FieldError[]; cause?: unknown } = {},
  ) {
    super(problemText(code, 'en', params), { cause: more.cause });
    this.name = 'Problem';
    this.code = code;
    this.params = params;
    this.fields = more.fields ?? [];
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** True for a Problem, also one made by another copy of this module (docs/adr/0001). */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem' && 'code' in error;
}

/** A validation problem on one field. */
export function fieldProblem(path: string, message: string): Problem {
  return new Problem('validation.failed', {}, { fields: [{ path, message }] });
}

/** The digest of the error that a page throws while the database can't be reached: all that the browser learns of it. */
export const DATABASE_AWAY = 'berth-database-away';
