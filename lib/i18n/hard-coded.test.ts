import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What may stand in the source: the product's name, and what is typed or copied as it is. */
const ALLOWED = new Set(['Berth', 'EN', '中', 'English', '中文', '-----BEGIN CERTIFICATE-----']);
const LETTERS = /\p{L}{2,}/u;
/** Attributes that people read or hear. */
const SPOKEN = new Set([
  'title',
  'label',
  'placeholder',
  'alt',
  'aria-label',
  'aria-description',
  'okText',
  'cancelText',
  'description',
  'tooltip',
  'extra',
  'help',
]);

function sources(folder: string): string[] {
  return readdirSync(path.resolve(folder), { withFileTypes: true }).flatMap((entry) => {
    const below = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(below);
    return entry.name.endsWith('.tsx') && !entry.name.includes('.test.') ? [below] : [];
  });
}

/** Texts of a component that no dictionary holds. */
export function hardCoded(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, words: string) => {
    const trimmed = words.replaceAll(/&\w+;/g, '').trim();
    if (!LETTERS.test(trimmed) || ALLOWED.has(trimmed)) return;
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${trimmed}`);
  };
  const visit = (node: ts.Node, typed: boolean) => {
    // What stands in <code> is typed by people or by programs.
    const inCode =
      typed ||
      (ts.isJsxElement(node) && ['code', 'kbd', 'pre'].includes(node.openingElement.tagName.getText()));
    if (ts.isJsxText(node) && !inCode) note(node, node.text);
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      ts.isStringLiteral(node.expression) &&
      !ts.isJsxAttribute(node.parent) &&
      !inCode
    ) {
      note(node, node.expression.text);
    }
    if (
      ts.isJsxAttribute(node) &&
      SPOKEN.has(node.name.getText()) &&
      node.initializer &&
      ts.isStringLiteral(node.initializer)
    ) {
      note(node, node.initializer.text);
    }
    node.forEachChild((child) => visit(child, inCode));
  };
  visit(source, false);
  return found;
}

describe('hardCoded', () => {
  it.each([
    ['<p>Hello there</p>', 1],
    ["<p>{'Hello'}</p>", 1],
    ['<Input placeholder="Name" />', 1],
    ['<p>{t("hello")} — #{number} / 3</p>', 0],
    ['<code>kubectl get pods</code>', 0],
    ['<Space direction="vertical">Berth</Space>', 0],
  ])('%s: %d', (source, count) => {
    expect(hardCoded('x.tsx', source)).toHaveLength(count);
  });
});

it('no component or page holds a text of its own', () => {
  const files = [...sources('components'), ...sources('app')];
  expect(files.flatMap((file) => hardCoded(file, readFileSync(file, 'utf8')))).toEqual([]);
});
