import { interval, median, type Pair } from './stats';

/** One line of the table. `ratio` is ours over the reference; without a reference the value itself is judged. */
export interface Result {
  metric: string;
  value: number;
  unit: string;
  reference: number | null;
  /** What the reference is. */
  against: string;
  ratio: number | null;
  /** 95 % interval of the ratio, where it was measured in pairs. */
  interval: [number, number] | null;
  pairs: number;
  goal: string;
  met: boolean;
  note: string;
}

interface Told {
  metric: string;
  unit: string;
  against?: string;
  goal: string;
  note?: string;
}

/** A result of paired measurements; `met` judges the median of the pairs' ratios. */
export function paired(
  told: Told,
  pairs: readonly Pair[],
  met: (ratio: number, pairs: readonly Pair[]) => boolean,
): Result {
  const ratios = pairs.map((pair) => pair.ours / pair.reference);
  const ratio = median(ratios);
  return {
    metric: told.metric,
    value: median(pairs.map((pair) => pair.ours)),
    unit: told.unit,
    reference: median(pairs.map((pair) => pair.reference)),
    against: told.against ?? '',
    ratio,
    interval: pairs.length > 2 ? interval(ratios) : null,
    pairs: pairs.length,
    goal: told.goal,
    met: met(ratio, pairs),
    note: told.note ?? '',
  };
}

/** A result that was measured once, with or without a reference beside it. */
export function single(told: Told, value: number, met: boolean, reference: number | null = null): Result {
  return {
    metric: told.metric,
    value,
    unit: told.unit,
    reference,
    against: told.against ?? '',
    ratio: reference === null ? null : value / reference,
    interval: null,
    pairs: 1,
    goal: told.goal,
    met,
    note: told.note ?? '',
  };
}
