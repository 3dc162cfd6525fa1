import {useSignal} from '@preact/signals';
import {useEffect} from 'preact/hooks';
import {count} from '../lib/number';
import {href} from '../shell/router';
import {stores} from '../shell/stores';
import {useAnswer} from '../views/answer';
import {visible} from '../views/labels';
import {Said} from '../views/said';
import {param, querySearch, selector, setParams} from '../views/state';

interface Metric {
  name: string;
  type: string;
  unit: string;
  help: string;
  stores: string[];
}

interface Listed {
  total: number;
  matching: number;
  metrics: Metric[];
}

interface Detail {
  metric: string;
  series: number;
  mostSeries: number;
  stores: Record<string, number>;
  labels: {name: string; values: number; top: [string, number][]}[];
}

const PAGE = 50;
/** How far back metrics are looked for; in s, 0 for ever. */
const SPANS: Readonly<Record<string, number>> = {'24 h': 86_400, '30 d': 2_592_000, ever: 0};

const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'info', 'stateset', 'unknown'];

/** The start that the server is asked with; without one it looks at the last 24 h. */
function startOf(span: string): string | undefined {
  const seconds = SPANS[span];
  return span === '' || seconds === undefined ? undefined : String(seconds === 0 ? 0 : Math.floor(Date.now() / 60_000) * 60 - seconds);
}

/** What metrics there are: searched at the server, fifty at a time. */
export default function ExplorePage() {
  const typed = useSignal(param('search'));
  const shown = useSignal(PAGE);
  useEffect(() => {
    const timer = setTimeout(() => {
      setParams({search: typed.value});
      shown.value = PAGE;
    }, 200);
    return () => clearTimeout(timer);
  }, [typed.value]);
  const list = useAnswer<Listed>('metrics', {search: param('search'), type: param('type'), store: param('store'), start: startOf(param('span')), limit: Math.min(shown.value, 200)});
  const names = Object.values(stores.value ?? {})
    .flat()
    .map(({name}) => name);
  const chosen = param('metric');
  return (
    <>
      <h1>Explore</h1>
      <div class="row" role="search">
        <label>
          <span class="unseen">Search metric or help</span>
          <input type="search" placeholder="metric or help…" value={typed.value} onInput={(event) => (typed.value = event.currentTarget.value)} />
        </label>
        <Choice label="type" name="type" values={TYPES} />
        <Choice label="store" name="store" values={names} />
        <label>
          seen in the last{' '}
          <select value={param('span') || '24 h'} onChange={(event) => setParams({span: event.currentTarget.value})}>
            {Object.keys(SPANS).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <span role="status" class="muted">
          {list.data === undefined ? '' : `${count(list.data.matching)} of ${count(list.data.total)} metrics`}
        </span>
      </div>
      <Said of={list} what="Metrics" />
      <div class="beside">
        <div>
          <ul class="entries" aria-label="Metrics">
            {(list.data?.metrics ?? []).map((metric) => (
              <li key={metric.name}>
                <a href={href('explore', searchOf(metric.name))} aria-current={metric.name === chosen ? 'true' : undefined}>
                  <bdi class="mono">{metric.name}</bdi>
                </a>{' '}
                <span class="muted together">
                  {metric.type === '' ? '' : `${metric.type} · `}
                  {metric.stores.length} {metric.stores.length === 1 ? 'store' : 'stores'}
                </span>
                {metric.help !== '' && <div class="muted clip">{metric.help}</div>}
              </li>
            ))}
          </ul>
          {list.data !== undefined && list.data.matching > list.data.metrics.length && (
            <p>
              {shown.value < 200 ? (
                <button type="button" class="framed" onClick={() => (shown.value += PAGE)}>
                  Show more
                </button>
              ) : (
                <span class="muted">Search to see others.</span>
              )}
            </p>
          )}
        </div>
        {chosen !== '' && <MetricDetail key={chosen} metric={chosen} told={list.data?.metrics.find(({name}) => name === chosen)} />}
      </div>
    </>
  );
}

function searchOf(metric: string): string {
  const pairs = new URLSearchParams({metric});
  for (const name of ['search', 'type', 'store', 'span']) {
    if (param(name) !== '') {
      pairs.set(name, param(name));
    }
  }
  return String(pairs);
}

function Choice({label, name, values}: {label: string; name: string; values: readonly string[]}) {
  return (
    <label>
      {label}{' '}
      <select value={param(name)} onChange={(event) => setParams({[name]: event.currentTarget.value})}>
        <option value="">any</option>
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </select>
    </label>
  );
}

/** One metric: who has it, its labels with their shares; a click on values builds a selector. */
function MetricDetail({metric, told}: {metric: string; told: Metric | undefined}) {
  const detail = useAnswer<Detail>('metrics/detail', {metric, start: startOf(param('span'))});
  const picked = useSignal<Record<string, string>>({});
  const text = selector(metric, picked.value);
  function toggle(name: string, value: string): void {
    const {[name]: before, ...others} = picked.value;
    picked.value = before === value ? others : {...others, [name]: value};
  }
  const data = detail.data;
  return (
    <section class="chosen" aria-label={`Metric ${metric}`}>
      <h2>
        <bdi class="mono">{metric}</bdi>
      </h2>
      {told !== undefined && (
        <p>
          {told.type !== '' && <b>{told.type} </b>}
          {told.help}
        </p>
      )}
      <p class="row">
        <code class="clip">{visible(text)}</code>
        <a href={href('query', querySearch(text))}>Query it</a>
      </p>
      <Said of={detail} what="Its series" />
      {data !== undefined && (
        <>
          <p>
            {data.series >= data.mostSeries ? 'at least ' : ''}
            {count(data.series)} series: {Object.entries(data.stores).map(([store, n]) => `${store} ${count(n)}`).join(', ')}
          </p>
          <div class="scroll" tabIndex={0} role="group" aria-label="Labels">
            <table>
              <thead>
                <tr>
                  <th>label</th>
                  <th class="number">values</th>
                  <th class="wide">most frequent</th>
                </tr>
              </thead>
              <tbody>
                {data.labels.map((label) => (
                  <tr key={label.name}>
                    <td>
                      <bdi class="mono">{label.name}</bdi>
                    </td>
                    <td class="number">{count(label.values)}</td>
                    <td>
                      {label.top.slice(0, 8).map(([value, n]) => (
                        <button key={value} type="button" class="value" aria-pressed={picked.value[label.name] === value} title={`${count(n)} series`} onClick={() => toggle(label.name, value)}>
                          <bdi class="mono">{value === '' ? '""' : visible(value)}</bdi> <span class="muted">{Math.round((n / Math.max(1, data.series)) * 100)} %</span>
                        </button>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
