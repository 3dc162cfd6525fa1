import {seriesOf, type HistogramSample, type LabelSet, type QueryData, type RawSeries, type Sample} from './answers';

/**
 * Answers as files: CSV with a row per sample, and OpenMetrics text 1.0. Values stay as the server wrote them. Of native
 * histograms both have count and sum.
 */

function floats({value, values}: RawSeries): Sample[] {
  return values ?? (value === undefined ? [] : [value]);
}

function histograms({histogram, histograms}: RawSeries): HistogramSample[] {
  return histograms ?? (histogram === undefined ? [] : [histogram]);
}

/** RFC 4180; a column per label of any series, and for count and sum where there are histograms. */
export function toCsv(data: QueryData): string {
  const series = seriesOf(data);
  const labels = [...new Set(series.flatMap(({metric}) => Object.keys(metric)))].sort();
  const parts = series.some((each) => histograms(each).length > 0) ? ['count', 'sum'] : [];
  const rows = series.flatMap((each) => {
    const samples = [
      ...floats(each).map(([time, value]): [number, string[]] => [time, [value, ...parts.map(() => '')]]),
      ...histograms(each).map(([time, {count, sum}]): [number, string[]] => [time, ['', count, sum]]),
    ];
    return samples.sort(([a], [b]) => a - b).map(([time, values]) => [new Date(time * 1000).toISOString(), ...labels.map((label) => each.metric[label] ?? ''), ...values]);
  });
  return [['time', ...labels, 'value', ...parts], ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

const NUMBER = /^[+-]?(\d+(\.\d+)?(e[+-]?\d+)?|Inf)$/i;

/** Quoted where it must be; never read as a formula by spreadsheets. */
function cell(text: string): string {
  const safe = /^[=@+\-\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The samples of each family together, as the format wants. */
export function toOpenMetrics(data: QueryData): string {
  const families = new Map<string, string[]>();
  const add = (name: string, labels: LabelSet, samples: readonly Sample[]): void => {
    const lines = families.get(name) ?? [];
    for (const [time, value] of samples) {
      families.set(name, lines);
      lines.push(`${name}${labelText(labels)} ${value} ${time}`);
    }
  };
  for (const series of seriesOf(data)) {
    const name = (series.metric['__name__'] ?? 'result').replace(/[^a-zA-Z0-9_:]/g, '_').replace(/^(?=\d)/, '_');
    add(name, series.metric, floats(series));
    add(`${name}_count`, series.metric, histograms(series).map(([time, {count}]) => [time, count]));
    add(`${name}_sum`, series.metric, histograms(series).map(([time, {sum}]) => [time, sum]));
  }
  return [...families].flatMap(([name, lines]) => [`# TYPE ${name} unknown`, ...lines]).join('\n') + '\n# EOF\n';
}

function labelText(labels: LabelSet): string {
  const pairs = Object.entries(labels).filter(([label]) => label !== '__name__');
  const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  return pairs.length === 0 ? '' : `{${pairs.map(([label, value]) => `${label.replace(/\W/g, '_')}="${escaped(value)}"`).join(',')}}`;
}
