import {parse} from '../lib/number';
import {keyOf, type Grid, type Histogram, type LabelSet, type Line} from './answers';

/** Histograms over time as a field of counts: rows from low to high bounds, columns in time. */
export interface Heat {
  times: number[];
  /** Upper bound of each row. */
  bounds: number[];
  /** counts[row][column]; null where nothing was. */
  counts: (number | null)[][];
  most: number;
}

/** Whether a grid can be drawn as a heatmap at all. */
export function isHeat(grid: Grid): boolean {
  return grid.lines.some((line) => line.histograms !== undefined || line.labels['le'] !== undefined);
}

/** The sum of all histograms of the grid, native or classic. */
export function toHeat(grid: Grid): Heat {
  const native = grid.lines.filter((line) => line.histograms !== undefined);
  return native.length > 0 ? ofNative(grid.times, native) : ofClassic(grid);
}

function ofClassic(grid: Grid): Heat {
  const groups = new Map<string, {bound: number; line: Line}[]>();
  for (const line of grid.lines) {
    const {le, ...rest} = line.labels as LabelSet & {le?: string};
    if (le !== undefined) {
      const key = keyOf(rest);
      const group = groups.get(key) ?? [];
      group.push({bound: parse(le), line});
      groups.set(key, group);
    }
  }
  const bounds = [...new Set([...groups.values()].flat().map(({bound}) => bound))].sort((a, b) => a - b);
  const heat = empty(grid.times, bounds);
  const row = new Map(bounds.map((bound, i) => [bound, i]));
  for (const group of groups.values()) {
    group.sort((a, b) => a.bound - b.bound);
    for (let i = 0; i < grid.times.length; i++) {
      let below = 0;
      for (const {bound, line} of group) {
        const value = line.values[i];
        if (value !== null && value !== undefined) {
          add(heat, row.get(bound)!, i, Math.max(0, value - below));
          below = value;
        }
      }
    }
  }
  return heat;
}

function ofNative(times: number[], lines: readonly Line[]): Heat {
  const uppers = new Set<number>();
  const each = (visit: (column: number, bucket: NonNullable<Histogram['buckets']>[number]) => void): void => {
    for (const line of lines) {
      line.histograms!.forEach((histogram, i) => histogram?.buckets?.forEach((bucket) => visit(i, bucket)));
    }
  };
  each((_, [, , upper]) => uppers.add(parse(upper)));
  const bounds = [...uppers].sort((a, b) => a - b);
  const row = new Map(bounds.map((bound, i) => [bound, i]));
  const heat = empty(times, bounds);
  each((column, [, , upper, count]) => add(heat, row.get(parse(upper))!, column, parse(count)));
  return heat;
}

function empty(times: number[], bounds: number[]): Heat {
  return {times, bounds, counts: bounds.map(() => new Array<number | null>(times.length).fill(null)), most: 0};
}

function add(heat: Heat, row: number, column: number, count: number): void {
  const counts = heat.counts[row]!;
  const sum = (counts[column] ?? 0) + count;
  counts[column] = sum;
  heat.most = Math.max(heat.most, sum);
}
