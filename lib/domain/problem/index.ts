export { PROBLEMS, problemText, type Language, type ProblemCode, type ProblemParams } from './codes';
export { Problem, fieldProblem, isProblem, type FieldError } from './problem';
