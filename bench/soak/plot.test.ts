import { expect, it } from 'vitest';
import { plot } from './plot';

it('draws each line within its panel, on the scale of its largest value', () => {
  const svg = plot(
    [
      {
        title: 'memory, MB',
        lines: [
          {
            name: 'heap',
            points: [
              [0, 0],
              [10, 40],
            ],
          },
        ],
      },
      { title: 'delay, ms', lines: [{ name: 'p99', points: [[5, 3]] }] },
    ],
    10,
    2.5,
  );
  expect(svg).toContain('points="60.0,184.0 670.0,34.0"');
  expect(svg).toContain('points="365.0,281.5"');
  expect(svg).toContain('>memory, MB</text>');
  // A quarter of the time is grey.
  expect(svg).toContain('<rect x="60" y="34" width="152.5"');
});
