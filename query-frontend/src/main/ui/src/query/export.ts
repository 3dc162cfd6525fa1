import {seriesOf, type LabelSet, type QueryData, type RawSeries} from './answers';

/** Answers as files: CSV with a row per sample, and OpenMetrics text 1.0. Values stay as the server wrote them. */

/** Every sample of a series: time in s, value; of histograms the count. */
function samples(series: RawSeries): [number, string][] {
  const floats = series.values ?? (series.value === undefined ? [] : [series.value]);
  const histograms = series.histograms ?? (series.histogram === undefined ? [] : [series.histogram]);
  return [...floats, ...histograms.map(([time, {count}]): [number, string] => [time, count])].sort(([a], [b]) => a - b);
}

/** RFC 4180; a column per label of any series. */
export function toCsv(data: QueryData): string {
  const series = seriesOf(data);
  const labels = [...new Set(series.flatMap(({metric}) => Object.keys(metric)))].sort();
  const rows = series.flatMap((each) =>
    samples(each).map(([time, value]) => [new Date(time * 1000).toISOString(), ...labels.map((label) => each.metric[label] ?? ''), value]),
  );
  return [['time', ...labels, 'value'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Quoted where it must be; never read as a formula by spreadsheets. */
function cell(text: string): string {
  const safe = /^[=@\t\r]|^[+-](?![\d.]|Inf)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The samples of each family together, as the format wants. */
export function toOpenMetrics(data: QueryData): string {
  const families = new Map<string, string[]>();
  for (const series of seriesOf(data)) {
    const name = (series.metric['__name__'] ?? 'result').replace(/[^a-zA-Z0-9_:]/g, '_').replace(/^(?=\d)/, '_');
    const lines = families.get(name) ?? [];
    for (const [time, value] of samples(series)) {
      lines.push(`${name}${labelText(series.metric)} ${value} ${time}`);
    }
    families.set(name, lines);
  }
  return [...families].flatMap(([name, lines]) => [`# TYPE ${name} unknown`, ...lines]).join('\n') + '\n# EOF\n';
}

function labelText(labels: LabelSet): string {
  const pairs = Object.entries(labels).filter(([label]) => label !== '__name__');
  const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  return pairs.length === 0 ? '' : `{${pairs.map(([label, value]) => `${label.replace(/\W/g, '_')}="${escaped(value)}"`).join(',')}}`;
}
