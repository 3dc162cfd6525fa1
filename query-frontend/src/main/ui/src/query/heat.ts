import {parse} from '../lib/number';
import {keyOf, type Grid, type LabelSet, type Line} from './answers';

/** Histograms over time as a field of counts: rows from low to high bounds, columns in time. */
export interface Heat {
  times: number[];
  /** Where rows begin and end, ascending: one more than there are rows. */
  cuts: number[];
  /** counts[row][column]; null where nothing was. */
  counts: (number | null)[][];
  most: number;
}

type Visit = (column: number, lower: number, upper: number, count: number) => void;

/** Whether a grid can be drawn as a heatmap at all. */
export function isHeat(grid: Grid): boolean {
  return grid.lines.some((line) => line.histograms !== undefined || line.labels['le'] !== undefined);
}

/** The sum of all histograms of the grid, native or classic; a bucket that several rows make up is spread over them. */
export function toHeat(grid: Grid): Heat {
  const native = grid.lines.filter((line) => line.histograms !== undefined);
  const each = native.length > 0 ? ofNative(native) : ofClassic(grid);
  const found = new Set<number>();
  each((_, lower, upper) => found.add(lower).add(upper));
  const cuts = [...found].sort((a, b) => a - b);
  const heat: Heat = {times: grid.times, cuts, counts: cuts.slice(1).map(() => new Array<number | null>(grid.times.length).fill(null)), most: 0};
  const row = new Map(cuts.map((cut, i) => [cut, i]));
  each((column, lower, upper, count) => {
    const to = row.get(upper)!;
    for (let from = row.get(lower)!, i = from; i < to; i++) {
      const share = Number.isFinite(upper - lower) ? (cuts[i + 1]! - cuts[i]!) / (upper - lower) : 1 / (to - from);
      add(heat, i, column, count * share);
    }
  });
  return heat;
}

/** The row of a value; the first or last for those beyond. */
export function rowOf({cuts}: Heat, value: number): number {
  const above = cuts.findIndex((cut, i) => i > 0 && value <= cut);
  return above < 0 ? Math.max(0, cuts.length - 2) : above - 1;
}

/** The first bucket begins at 0 unless its bound is below, as Prometheus supposes. */
function ofClassic(grid: Grid): (visit: Visit) => void {
  const groups = new Map<string, {upper: number; line: Line}[]>();
  for (const line of grid.lines) {
    const {le, ...rest} = line.labels as LabelSet & {le?: string};
    if (le !== undefined) {
      const key = keyOf(rest);
      const group = groups.get(key) ?? [];
      group.push({upper: parse(le), line});
      groups.set(key, group);
    }
  }
  for (const group of groups.values()) {
    group.sort((a, b) => a.upper - b.upper);
  }
  return (visit) => {
    for (const group of groups.values()) {
      for (let column = 0; column < grid.times.length; column++) {
        let below = 0;
        let lower = group[0]!.upper > 0 ? 0 : -Infinity;
        for (const {upper, line} of group) {
          const value = line.values[column];
          if (value !== null && value !== undefined) {
            visit(column, lower, upper, Math.max(0, value - below));
            below = value;
            lower = upper;
          }
        }
      }
    }
  };
}

function ofNative(lines: readonly Line[]): (visit: Visit) => void {
  return (visit) => {
    for (const line of lines) {
      line.histograms!.forEach((histogram, column) => histogram?.buckets?.forEach(([, lower, upper, count]) => visit(column, parse(lower), parse(upper), parse(count))));
    }
  };
}

function add(heat: Heat, row: number, column: number, count: number): void {
  const counts = heat.counts[row]!;
  const sum = (counts[column] ?? 0) + count;
  counts[column] = sum;
  heat.most = Math.max(heat.most, sum);
}
