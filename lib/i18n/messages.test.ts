import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from './messages';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const result = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') result.set(prefix + key, value);
    else for (const [below, text] of flatten(value, `${prefix}${key}.`)) result.set(below, text);
  }
  return result;
}

const en = flatten(MESSAGES.en);
const zh = flatten(MESSAGES.zh);

/** What is written alike in both languages: names, units, notations. */
const ALIKE =
  /^(Pods?|CPU|YAML|JSON|Berth|Harbor|OCI|ID|IP|URL|Kubernetes|Service|Deployment|Secret|ConfigMap|Namespace|Shell|shell|TCP|UDP|HTTP|HTTPS|CSV|NDJSON|LDAP|OIDC|Ctrl K|[^A-Za-z]*)$/;
/** A text that is but a placeholder, a code or an example of what is typed. */
const NOTATION = /^(\{\w+\}|[^A-Za-z]|[a-z0-9.:/_@-]+)*$/;

// The branches of a plural (`one {variable}`) are words, not parameters.
const parameters = (text: string) =>
  [...text.matchAll(/(?<!(?:zero|one|two|few|many|other|=\d+) ?)\{(\w+)\s*[,}]/g)].map(
    (match) => match[1] ?? '',
  );

describe('texts', () => {
  it('exist in both languages under the same keys', () => {
    expect([...zh.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...en.keys()].filter((key) => !zh.has(key))).toEqual([]);
  });

  it('are never empty', () => {
    const empty = [...en, ...zh].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('are written, not copied, in Chinese', () => {
    const copied = [...zh].filter(
      ([key, text]) => text === en.get(key) && !ALIKE.test(text) && !NOTATION.test(text),
    );
    expect(copied).toEqual([]);
  });

  it('hold Chinese in Chinese and none in English', () => {
    const han = /\p{Script=Han}/u;
    // The language switch names the other language in its own words.
    const foreign = [...en].filter(([key, text]) => han.test(text) && !key.startsWith('shell.language.'));
    expect(foreign).toEqual([]);
  });

  it('take the same parameters in both languages', () => {
    const different = [...en].filter(([key, text]) => {
      const other = new Set(parameters(zh.get(key) ?? ''));
      return parameters(text).some((name) => !other.has(name)) || other.size > new Set(parameters(text)).size;
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('use the words of the glossary', () => {
    const forbidden: [RegExp, RegExp][] = [
      [/\b(workspace|organi[sz]ation)s?\b/i, /工作空间|组织机构/],
      [/\bpreview\b/i, /应用程序/],
    ];
    const bad = [...en, ...zh].filter(([, text]) =>
      forbidden.some(([english, chinese]) => english.test(text) || chinese.test(text)),
    );
    expect(bad).toEqual([]);
  });

  it('are registered for every file', () => {
    for (const language of ['en', 'zh'] as const) {
      const files = readdirSync(path.resolve('lib/i18n/messages', language)).map((file) =>
        file.replace('.json', ''),
      );
      expect(Object.keys(MESSAGES[language]).toSorted()).toEqual(files.toSorted());
    }
  });
});

function sources(folder: string): string[] {
  return readdirSync(path.resolve(folder), { withFileTypes: true }).flatMap((entry) => {
    const below = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(below);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [below] : [];
  });
}

describe('components', () => {
  const files = [...sources('components'), ...sources('app')].map(
    (file) => [file, readFileSync(file, 'utf8')] as const,
  );

  it('name only texts that exist', () => {
    const missing: string[] = [];
    for (const [file, source] of files) {
      // const t = useTranslations('home.needs') … t('none'), t.rich('none'); keys made at run time can't be judged.
      const names = [...source.matchAll(/const (\w+) = (?:await )?(?:use|get)Translations\('([\w.-]+)'\)/g)];
      for (const name of new Set(names.map((match) => match[1] ?? ''))) {
        const spaces = names.filter((match) => match[1] === name).map((match) => match[2] ?? '');
        for (const [, key] of source.matchAll(
          new RegExp(`\\b${name}(?:\\.rich|\\.markup|\\.raw)?\\('([\\w.-]+)'`, 'g'),
        )) {
          if (!spaces.some((space) => en.has(`${space}.${key}`)))
            missing.push(`${file}: ${spaces.join('|')}.${key}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });
});
