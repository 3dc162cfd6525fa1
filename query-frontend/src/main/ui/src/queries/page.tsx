import {useSignal} from '@preact/signals';
import {api, ApiError} from '../lib/api';
import {bytes, count, millis, short} from '../lib/number';
import {ago} from '../lib/time';
import {Windowed} from '../parts/windowed';
import {href} from '../shell/router';
import {useAnswer} from '../views/answer';
import {Said} from '../views/said';
import {param, querySearch, setParams} from '../views/state';

interface Running {
  id: number;
  state: string;
  query: string;
  seconds: number;
  client: string;
  path: string;
  samples: number;
  bytes: number;
}

interface Ended {
  query: string;
  ended: string;
  seconds: number;
  client: string;
  samples: number;
  bytes: number;
  billedSamples: number;
  whole: boolean;
  error: string | null;
}

interface Top {
  query: string;
  runs: number;
  failures: number;
  seconds: number;
  meanSeconds: number;
  p99Seconds: number;
  samples: number;
  bytes: number;
  billedSamples: number;
}

const TOP = ['time', 'bytes', 'samples', 'cost', 'runs'];
const RECENT = ['end', 'time', 'bytes', 'samples', 'cost'];

/** Whom a query is answered for: a client, by which way if not by HTTP, or the rules here. */
function who({client, path}: Running): string {
  const way = path === 'rules' ? 'rules' : path.includes('api/v1/') ? '' : 'gRPC';
  return `${client} ${way}`.trim();
}

/** The queries under way, the latest, and the expressions that take most. */
export default function QueriesPage() {
  const running = useAnswer<{running: Running[]; cancellable: boolean}>('queries', {}, 2_000);
  const by = param('by') || 'time';
  const order = param('order') || 'end';
  const top = useAnswer<Top[]>('queries/top', {by, limit: 100}, 10_000);
  const recent = useAnswer<Ended[]>('queries/recent', {by: order, limit: 200}, 10_000);
  const said = useSignal('');
  async function cancel(id: number): Promise<void> {
    try {
      await api(`queries/${id}/cancel`, {method: 'POST'});
      said.value = `Query ${id} is cancelled.`;
    } catch (failure) {
      said.value = failure instanceof ApiError ? failure.message : String(failure);
    }
    running.again();
  }
  return (
    <>
      <h1>Queries</h1>
      <section aria-label="Running">
        <h2>Running</h2>
        <Said of={running} what="Running queries" />
        <p role="status">{said.value}</p>
        {running.data?.running.length === 0 && <p class="muted">No query is under way.</p>}
        {(running.data?.running.length ?? 0) > 0 && (
          <div class="scroll" tabIndex={0} role="group" aria-label="Running queries">
            <table>
              <thead>
                <tr>
                  <th class="number">age</th>
                  <th>state</th>
                  <th>who</th>
                  <th class="wide">expression</th>
                  <th class="number">samples held</th>
                  <th class="number">read</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {running.data?.running.map((one) => (
                  <tr key={one.id}>
                    <td class="number">{millis(one.seconds * 1000)}</td>
                    <td>{one.state}</td>
                    <td title={one.path}>{who(one)}</td>
                    <td>
                      <code>{one.query}</code>
                    </td>
                    <td class="number">{count(one.samples)}</td>
                    <td class="number">{bytes(one.bytes)}</td>
                    <td>
                      <button type="button" class="framed" disabled={running.data?.cancellable !== true} title={running.data?.cancellable === true ? '' : 'web.enable_lifecycle is off'} onClick={() => void cancel(one.id)}>
                        Cancel
                      </button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section aria-label="Top">
        <div class="row">
          <h2>Top</h2>
          <Order name="by" values={TOP} value={by} />
        </div>
        <Said of={top} what="Top queries" />
        {top.data !== undefined && (
          <Windowed
            label="Top queries"
            head={['expression', 'runs', 'mean', 'p99', 'in all', 'samples', 'bytes', 'billed']}
            columns="minmax(200px, 1fr) 56px 72px 72px 72px 80px 80px 80px"
            rows={top.data.length}
            row={(i) => {
              const one = top.data![i]!;
              return [<Open query={one.query} />, count(one.runs), millis(one.meanSeconds * 1000), millis(one.p99Seconds * 1000), millis(one.seconds * 1000), short(one.samples), bytes(one.bytes), one.billedSamples === 0 ? '–' : short(one.billedSamples)];
            }}
          />
        )}
      </section>
      <section aria-label="Recent">
        <div class="row">
          <h2>Recent</h2>
          <Order name="order" values={RECENT} value={order} />
        </div>
        <Said of={recent} what="Recent queries" />
        {recent.data !== undefined && (
          <Windowed
            label="Recent queries"
            head={['expression', 'ended', 'took', 'samples', 'bytes', 'who', 'outcome']}
            columns="minmax(200px, 2fr) 88px 72px 80px 80px 96px minmax(80px, 1fr)"
            rows={recent.data.length}
            row={(i) => {
              const one = recent.data![i]!;
              const outcome = one.error ?? (one.whole ? 'whole' : 'in part');
              return [<Open query={one.query} />, ago(Math.max(0, Date.now() - Date.parse(one.ended))), millis(one.seconds * 1000), short(one.samples), bytes(one.bytes), one.client, <span class={one.error !== null ? 'error' : one.whole ? '' : 'warn'} title={outcome}>{outcome}</span>];
            }}
          />
        )}
      </section>
    </>
  );
}

function Open({query}: {query: string}) {
  return (
    <a href={href('query', querySearch(query))} title={query}>
      <bdi class="mono">{query}</bdi>
    </a>
  );
}

function Order({name, values, value}: {name: string; values: readonly string[]; value: string}) {
  return (
    <label>
      by{' '}
      <select value={value} onChange={(event) => setParams({[name]: event.currentTarget.value})}>
        {values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
