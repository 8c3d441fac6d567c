export { PROBLEMS, type Language, type ProblemCode, type ProblemParams } from './codes';
export { problemText } from './text';
export { DATABASE_AWAY, Problem, fieldProblem, isProblem, type FieldError } from './problem';
