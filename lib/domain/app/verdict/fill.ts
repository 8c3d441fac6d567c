const BRANCHED = /\{(\w+), (plural|select),((?: \w+ \{[^{}]*\})+)\}/g;
const PLAIN = /\{(\w+)\}/g;

/** Fills a sentence: of ICU's MessageFormat `{name}`, `{name, plural, one {# pod} other {# pods}}` and `select`. */
export function fill(sentence: string, language: string, params: Record<string, string>): string {
  const branched = sentence.replace(BRANCHED, (_, name: string, kind: string, text: string) => {
    const value = params[name] ?? '';
    const branches = new Map(
      [...text.matchAll(/(\w+) \{([^{}]*)\}/g)].map((found) => [found[1] ?? '', found[2] ?? '']),
    );
    const key = kind === 'plural' ? new Intl.PluralRules(language).select(Number(value)) : value;
    return (branches.get(key) ?? branches.get('other') ?? '').replaceAll('#', value);
  });
  return branched.replace(PLAIN, (_, name: string) => params[name] ?? '');
}
