import {useSignal} from '@preact/signals';
import {parse, short} from '../lib/number';
import {ago, duration} from '../lib/time';
import {href} from '../shell/router';
import {useAnswer} from '../views/answer';
import {labelText} from '../views/labels';
import {Said} from '../views/said';
import {param, querySearch, selector, setParams} from '../views/state';
import {TimeBar} from '../views/time-bar';
import {stretchesOf, type History} from './history';
import {safeLink} from './link';

interface Alert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  state: string;
  activeAt?: string;
  value: string;
}

const SHOWN = 100;
const DAY_S = 86_400;
const STEP_S = 120;

/** The alerts of now, and when each was active in the last day. */
export default function AlertsPage() {
  const alerts = useAnswer<{alerts: Alert[]}>('alerts', {}, 15_000);
  const until = useSignal(NaN);
  const lastDay = () => {
    until.value = Math.floor(Date.now() / 1000);
    return {start: until.value - DAY_S, end: until.value};
  };
  const history = useAnswer<{result: History[]}>('query_range', {query: 'ALERTS', step: STEP_S, partial_response: 'true', limit: 1_000}, 60_000, lastDay);
  const shown = useSignal(SHOWN);
  const search = param('search').toLowerCase();
  const state = param('state');
  const all = alerts.data?.alerts ?? [];
  const meant = all.filter((alert) => (state === '' || alert.state === state) && labelText(alert.labels).toLowerCase().includes(search));
  const past = (history.data?.result ?? []).filter(({metric}) => labelText(metric).toLowerCase().includes(search));
  const number = (of: string): number => all.filter((alert) => alert.state === of).length;
  return (
    <>
      <h1>Alerts</h1>
      <div class="row" role="search">
        <span role="status">
          firing <b>{number('firing')}</b> · pending <b>{number('pending')}</b>
        </span>
        <label>
          <span class="unseen">Search labels</span>
          <input type="search" placeholder="label…" value={param('search')} onInput={(event) => setParams({search: event.currentTarget.value})} />
        </label>
        <label>
          state{' '}
          <select value={state} onChange={(event) => setParams({state: event.currentTarget.value})}>
            <option value="">any</option>
            <option>firing</option>
            <option>pending</option>
          </select>
        </label>
      </div>
      <Said of={alerts} what="Alerts" />
      {alerts.data !== undefined && meant.length === 0 && <p>{all.length === 0 ? 'No alert is active.' : 'No active alert is like this.'}</p>}
      <ul class="entries">
        {meant.slice(0, shown.value).map((alert) => (
          <AlertRow key={labelText(alert.labels)} alert={alert} />
        ))}
      </ul>
      {meant.length > shown.value && (
        <button type="button" class="framed" onClick={() => (shown.value += SHOWN)}>
          Show more
        </button>
      )}
      <section aria-label="History">
        <h2>The last 24 hours</h2>
        <Said of={history} what="History" />
        {history.data !== undefined && past.length === 0 && <p class="muted">No alert was active, as far as the stores have the series ALERTS.</p>}
        {past.slice(0, 200).map((one) => (
          <div class="lane-row" key={labelText(one.metric)}>
            <div class="clip" title={labelText(one.metric)}>
              <b>{one.metric.alertname}</b> <span class="muted">{one.metric.alertstate}</span> <bdi class="mono">{labelText(one.metric, ['__name__', 'alertname', 'alertstate'])}</bdi>
            </div>
            <TimeBar from={(until.value - DAY_S) * 1000} to={until.value * 1000} stretches={stretchesOf(one, STEP_S)} label={`${one.metric.alertname ?? ''} ${one.metric.alertstate ?? ''} in the last 24 hours`} />
          </div>
        ))}
      </section>
    </>
  );
}

function AlertRow({alert}: {alert: Alert}) {
  const active = alert.activeAt === undefined ? NaN : Date.parse(alert.activeAt);
  const firing = alert.state === 'firing';
  return (
    <li>
      <div class="row">
        <span class={firing ? 'error' : 'warn'}>
          {firing ? '■' : '□'} {alert.state}
        </span>
        <b>
          <bdi>{alert.labels.alertname}</bdi>
        </b>
        <bdi class="mono">{labelText(alert.labels, ['alertname'])}</bdi>
        <span class="muted" title={alert.activeAt}>
          {Number.isNaN(active) ? '' : `for ${duration(Math.max(0, Math.round((Date.now() - active) / 1000) * 1000))}`} · value <span title={alert.value}>{short(parse(alert.value))}</span>
        </span>
        <span class="spread" />
        <a href={href('query', querySearch(selector('ALERTS', {alertname: alert.labels.alertname ?? ''})))}>History as a graph</a>
      </div>
      {Object.entries(alert.annotations).map(([name, text]) => {
        const link = safeLink(text);
        return (
          <div key={name}>
            <span class="muted">{name}</span>{' '}
            {link === undefined ? (
              <bdi>{text}</bdi>
            ) : (
              <a href={link} rel="noreferrer noopener" target="_blank">
                <bdi>{text}</bdi>
              </a>
            )}
          </div>
        );
      })}
      {!Number.isNaN(active) && <span class="unseen">{ago(Math.max(0, Date.now() - active))}</span>}
    </li>
  );
}
