export { PROBLEMS, problemText, type Language, type ProblemCode, type ProblemParams } from './codes';
export { DATABASE_AWAY, Problem, fieldProblem, isProblem, type FieldError } from './problem';
