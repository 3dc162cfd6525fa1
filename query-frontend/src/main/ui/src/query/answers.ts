import {parse} from '../lib/number';

/** Answers of `query` and `query_range` in the shapes that charts and tables read. */

export type LabelSet = Readonly<Record<string, string>>;

/** A native histogram as the API writes it: [boundary rule, lower, upper, count] per bucket. */
export interface Histogram {
  count: string;
  sum: string;
  buckets?: [number, string, string, string][];
}

/** Time in s, value. */
export type Sample = [number, string];
export type HistogramSample = [number, Histogram];

export interface RawSeries {
  metric: LabelSet;
  value?: Sample;
  histogram?: HistogramSample;
  values?: Sample[];
  histograms?: HistogramSample[];
}

export interface QueryData {
  resultType: 'matrix' | 'vector' | 'scalar' | 'string';
  result: RawSeries[] | Sample;
  stats?: unknown;
  explain?: Explain;
  provenance?: Provenance;
}

/** A stretch of one source's samples in s: from, to, how, and for `filled` whose gap. */
export type Segment = [number, number, string, string?];

/** What one source, a store or an endpoint of one, did for an answer. */
export interface StoreShare {
  id: string;
  store?: string;
  kind?: string;
  state: string;
  reason?: string;
  /** In s. */
  asked?: [number, number] | null;
  answered?: [number, number] | null;
  segments?: Segment[];
  pushed?: boolean;
  requests?: number;
  retries?: number;
  series?: number;
  samples?: number;
  bytes?: number;
  chunks?: number;
  blocks?: number;
  cache?: {bytes?: number; fetchedBytes?: number; samples?: number} | null;
  ms?: {queue?: number; first?: number | null; all?: number};
  cost?: {billedSamples?: number};
  estimate?: {series: number; samples: number};
  endpoints?: StoreShare[];
}

export interface Provenance {
  complete: boolean;
  stores: StoreShare[];
  /** Where the answer goes from archived to live samples, in s; null where it has but one of them. */
  boundary: {archiveTo: number; liveFrom: number} | null;
  /** Stretches that a cache had: from, to in s, and whose. */
  cached: [number, number, string][];
}

/** A node of the plan. */
export interface PlanNode {
  name: string;
  detail?: string;
  text?: string;
  /** Which of the reads it makes. */
  read?: number;
  series?: number;
  ms?: number;
  pushed?: {store: string; expression: string; steps?: number; stores?: StoreShare[]}[];
  /** Why what could have been pushed down was read after all. */
  fallback?: string | string[];
  truncated?: boolean;
  children?: PlanNode[];
}

/** What `explain=plan` and `explain=analyze` tell. */
export interface Explain {
  mode: 'plan' | 'analyze';
  tree: PlanNode;
  reads: {selector: string; from: number; to: number; for?: string; stores: StoreShare[]}[];
  optimisations: {name: string; detail: string}[];
}

/** One series on the common grid of steps: null is a gap. */
export interface Line {
  labels: LabelSet;
  values: (number | null)[];
  /** Present where the series is of native histograms. */
  histograms?: (Histogram | null)[];
}

/** Series over a grid; times in s. */
export interface Grid {
  times: number[];
  lines: Line[];
}

/** Puts a matrix on the grid from start (ms) by step (ms) to end. */
export function toGrid(data: QueryData, start: number, end: number, step: number): Grid {
  const steps = Math.floor((end - start) / step) + 1;
  const times = Array.from({length: steps}, (_, i) => (start + i * step) / 1000);
  const at = (seconds: number): number => Math.round((seconds * 1000 - start) / step);
  const lines = seriesOf(data).map(({metric, values, histograms}) => {
    const line: Line = {labels: metric, values: new Array<number | null>(steps).fill(null)};
    for (const [time, text] of values ?? []) {
      const value = parse(text);
      line.values[at(time)] = Number.isFinite(value) ? value : null;
    }
    if (histograms !== undefined) {
      line.histograms = new Array<Histogram | null>(steps).fill(null);
      for (const [time, histogram] of histograms) {
        line.histograms[at(time)] = histogram;
        line.values[at(time)] = parse(histogram.count);
      }
    }
    return line;
  });
  return {times, lines};
}

/** The series of an answer; scalars and strings are one without labels. */
export function seriesOf(data: QueryData): RawSeries[] {
  if (data.resultType === 'scalar' || data.resultType === 'string') {
    return [{metric: {}, value: data.result as Sample}];
  }
  return data.result as RawSeries[];
}

const PLAIN_NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** A label set as PromQL writes it. */
export function nameOf(labels: LabelSet): string {
  const name = labels['__name__'] ?? '';
  const plain = PLAIN_NAME.test(name);
  const pairs = Object.entries(labels).filter(([label]) => label !== '__name__');
  const inside = pairs.map(([label, value]) => `${/^[a-zA-Z_]\w*$/.test(label) ? label : quote(label)}=${quote(value)}`);
  if (name !== '' && !plain) {
    inside.unshift(quote(name));
  }
  return `${plain ? name : ''}${inside.length > 0 || name === '' ? `{${inside.join(', ')}}` : ''}`;
}

/** What cannot be seen, or turns around what follows it (controls, Unicode's bidirectional marks). */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A string as PromQL has it, the unseen escaped. */
function quote(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  return `"${escaped.replace(UNSEEN, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** The same for the same labels, whatever their order. */
export function keyOf(labels: LabelSet): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
