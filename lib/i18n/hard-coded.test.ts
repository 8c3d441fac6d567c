import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What may stand in the source: names, Kubernetes' own words (CONTEXT.md), and what is typed or copied as it is. */
const ALLOWED = new Set([
  'Berth',
  'EN',
  '中',
  'English',
  '中文',
  'CPU',
  'Secret',
  'Opaque',
  'http',
  '-----BEGIN CERTIFICATE-----',
  'DB_HOST=db\nDB_PASSWORD="…"',
  'samples/busybox:1',
]);
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

const EITHER = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
]);

type Words = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateLiteralLikeNode;

/** The texts that an expression may come to: either side of a condition, and what a template holds around its values. */
function wordsOf(node: ts.Node): Words[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node];
  if (ts.isTemplateExpression(node)) return [node.head, ...node.templateSpans.map((span) => span.literal)];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(wordsOf);
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return wordsOf(node.right);
    return EITHER.has(kind) ? [node.left, node.right].flatMap(wordsOf) : [];
  }
  if (ts.isParenthesizedExpression(node)) return wordsOf(node.expression);
  if (ts.isJsxExpression(node) && node.expression) return wordsOf(node.expression);
  return [];
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
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent) && !inCode) {
      for (const words of wordsOf(node.expression)) note(words, words.text);
    }
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer) {
      for (const words of wordsOf(node.initializer)) note(words, words.text);
    }
    // Columns, menu items, options: objects of which a component makes what people read.
    if (ts.isPropertyAssignment(node) && SPOKEN.has(node.name.getText())) {
      for (const words of wordsOf(node.initializer)) note(words, words.text);
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
    ["<p>{open ? 'Open' : 'Closed'}</p>", 2],
    ["<p>{count > 0 && 'Some'}</p>", 1],
    ['<p>{`Hello ${name}`}</p>', 1],
    ["<Input aria-label={name ?? 'Nobody'} />", 1],
    ["const columns = [{ title: 'Name', key: 'name' }];", 1],
    ["<p>{t(open ? 'open' : 'closed')}</p>", 0],
    ["const columns = [{ title: t('name'), key: 'name' }];", 0],
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
