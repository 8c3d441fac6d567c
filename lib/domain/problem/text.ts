import { PROBLEMS, type Language, type ProblemCode, type ProblemParams } from './codes';

/** The sentence for a code in a language, with its parameters filled in. */
export function problemText(code: ProblemCode, language: Language, params: ProblemParams = {}): string {
  const known = PROBLEMS[code][language].replace(
    /\[([^\]]*\{(\w+)\}[^\]]*)\]/g,
    (_, text: string, name: string) => (params[name] === undefined ? '' : text),
  );
  return known.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
}
