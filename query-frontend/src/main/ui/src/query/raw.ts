import type {LabelSet, QueryData, Histogram} from './answers';
import {nameOf, seriesOf} from './answers';

/** A sample of a series; its time in s, that of the one before it too. */
export interface RawSample {
  /** What tells its series from the others. */
  name: string;
  value: string;
  time: number;
  before: number | undefined;
}

/** Samples with what all of their series have in common, each series with its last sample first. */
export interface RawSamples {
  common: string;
  series: number;
  samples: RawSample[];
}

export function rawSamples(data: QueryData): RawSamples {
  const all = seriesOf(data);
  const first = Object.entries(all[0]?.metric ?? {});
  const common: LabelSet = Object.fromEntries(first.filter(([label, value]) => all.every(({metric}) => metric[label] === value)));
  const samples = all.flatMap(({metric, values = [], histograms = []}) => {
    const name = nameOf(Object.fromEntries(Object.entries(metric).filter(([label]) => !Object.hasOwn(common, label))));
    const own = [...values, ...histograms.map(([time, {count}]: [number, Histogram]): [number, string] => [time, count])].sort(([a], [b]) => b - a);
    return own.map(([time, value], i): RawSample => ({name, value, time, before: own[i + 1]?.[0]}));
  });
  return {common: nameOf(common), series: all.length, samples};
}
