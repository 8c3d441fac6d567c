/** One line of a panel. */
export interface Line {
  name: string;
  /** [minute, value] */
  points: readonly (readonly [number, number])[];
}

/** Lines that share one scale. */
export interface Panel {
  title: string;
  lines: readonly Line[];
}

const WIDTH = 860;
const HEIGHT = 150;
const LEFT = 60;
const RIGHT = 190;
const TOP = 34;
const GAP = 26;
// Told apart by those who don't see all colours, too (Okabe and Ito).
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** Draws panels below each other over one axis of minutes; what is left of `settled` is grey. */
export function plot(panels: readonly Panel[], minutes: number, settled: number): string {
  const step = HEIGHT + TOP + GAP;
  const height = panels.length * step + 10;
  const x = (minute: number) => LEFT + (minute / minutes) * (WIDTH - LEFT - RIGHT);
  const drawn = panels.map((panel, at) => draw(panel, at * step + TOP, { x, minutes, settled }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

interface Axis {
  x: (minute: number) => number;
  minutes: number;
  settled: number;
}

function draw({ title, lines }: Panel, top: number, { x, minutes, settled }: Axis): string {
  const most = roundUp(Math.max(...lines.flatMap(({ points }) => points.map(([, value]) => value)), 1));
  const y = (value: number) => top + HEIGHT - (value / most) * HEIGHT;
  const word = (text: string, at: [number, number], more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${text}</text>`;
  const grid = [0, most / 2, most].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#ccc"/>` +
      word(String(value), [LEFT - 6, y(value) + 4], 'text-anchor="end"'),
  );
  const every = roundUp(minutes / 10);
  const ticks: string[] = [];
  for (let minute = 0; minute <= minutes + 1e-9; minute += every)
    ticks.push(word(String(minute), [x(minute), top + HEIGHT + 16], 'text-anchor="middle"'));
  const drawn = lines.map(({ name, points }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const path = points.map(([minute, value]) => `${x(minute).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${path}"/>` +
      word(name, [WIDTH - RIGHT + 10, top + 12 + at * 18], `fill="${colour}"`)
    );
  });
  return [
    `<rect x="${LEFT}" y="${top}" width="${(x(settled) - LEFT).toFixed(1)}" height="${HEIGHT}" fill="#eee"/>`,
    word(title, [LEFT, top - 10], 'font-weight="bold"'),
    ...grid,
    ...ticks,
    word('min', [WIDTH - RIGHT + 10, top + HEIGHT + 16]),
    ...drawn,
  ].join('\n');
}

/** The next number above that is easily halved and read. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const fits = [1, 2, 4, 5, 8, 10].find((times) => times * unit >= value) ?? 10;
  return fits * unit;
}
