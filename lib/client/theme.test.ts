import { describe, expect, it } from 'vitest';
import { schemeOf } from './theme';

describe('schemeOf', () => {
  it.each([
    ['dark', undefined, 'dark', 'dark'],
    ['light', 'dark', 'light', 'light'],
    ['system', 'dark', 'system', 'dark'],
    ['system', undefined, 'system', 'light'],
    [undefined, 'dark', 'system', 'dark'],
    ['<script>', '<script>', 'system', 'light'],
  ])('choice %s, scheme %s → %s drawn %s', (choice, scheme, wantChoice, wantScheme) => {
    expect(schemeOf(choice, scheme)).toEqual({ choice: wantChoice, scheme: wantScheme });
  });
});
