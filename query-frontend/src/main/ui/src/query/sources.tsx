import {useSignal} from '@preact/signals';
import {api, ApiError, isAborted} from '../lib/api';
import type {Zone} from '../lib/time';
import {Instant} from '../parts/instant';
import {useLatest} from '../parts/latest';
import {Windowed} from '../parts/windowed';
import {Warnings} from '../views/said';
import {nameOf} from './answers';
import {selectorsOf} from './language';

interface Looked {
  metric: Record<string, string>;
  sources: string[];
  /** Time in s, what each source has, whose sample counts, and why. */
  rows: [number, (string | null)[], string | null, string][];
  truncated: boolean;
}

const LONGEST_MS = 3_600_000;

/** Under the microscope: the samples of a selector as each source holds them, and which of them count. */
export function Sources({expr, end, zone}: {expr: string; end: number; zone: Zone}) {
  const series = useSignal<readonly Looked[] | undefined>(undefined);
  const warnings = useSignal<readonly string[]>([]);
  const said = useSignal('');
  const latest = useLatest();
  async function look(): Promise<void> {
    const selector = selectorsOf(expr)[0];
    if (selector === undefined) {
      said.value = 'There is no selector in this expression.';
      return;
    }
    said.value = 'Asking every source…';
    const params = {'match[]': selector, start: (end - LONGEST_MS) / 1000, end: end / 1000, partial_response: 'true'};
    try {
      const answer = await api<{series: Looked[]}>('samples', {method: 'POST', params, signal: latest.next()});
      series.value = answer.data.series;
      warnings.value = answer.warnings;
      said.value = answer.data.series.length > 0 ? '' : answer.warnings.length > 0 ? 'No source that answered has samples in this hour.' : 'No source has samples in this hour.';
    } catch (failure) {
      if (isAborted(failure)) {
        return;
      }
      said.value = failure instanceof ApiError ? failure.message : String(failure);
    }
  }
  return (
    <section aria-label="Samples by source">
      <div class="row">
        <button type="button" class="framed" onClick={() => void look()}>
          By source
        </button>
        <span role="status" class="muted">
          {said.value}
        </span>
      </div>
      <Warnings texts={warnings.value} />
      {series.value?.map((one) => (
        <Table key={nameOf(one.metric)} of={one} zone={zone} />
      ))}
    </section>
  );
}

function Table({of: {metric, sources, rows, truncated}, zone}: {of: Looked; zone: Zone}) {
  const name = nameOf(metric);
  return (
    <>
      <p>
        <bdi class="mono">{name}</bdi>
        {truncated && <span class="muted"> (the first {rows.length} times)</span>}
      </p>
      <Windowed
        label={`Samples of ${name}`}
        head={['time', ...sources.map((source) => <span title={source}>{source.replace('http://', '')}</span>), 'why']}
        columns={`200px repeat(${sources.length}, minmax(88px, 160px)) minmax(160px, 1fr)`}
        narrow={`96px repeat(${sources.length}, minmax(96px, 1fr)) minmax(236px, 2fr)`}
        narrowPx={372 + 104 * sources.length}
        rows={rows.length}
        row={(i) => {
          const [time, values, kept, why] = rows[i]!;
          return [
            <Instant ms={Math.round(time * 1000)} zone={zone} />,
            ...values.map((value, k) => (
              <span class={sources[k] === kept && value !== null ? 'mono ok' : 'mono muted'}>
                {value ?? '–'}
                {sources[k] === kept && value !== null && ' ✓'}
              </span>
            )),
            <span title={why}>{why}</span>,
          ];
        }}
      />
    </>
  );
}
