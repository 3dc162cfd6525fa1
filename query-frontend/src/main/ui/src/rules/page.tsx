import {useSignal} from '@preact/signals';
import {millis} from '../lib/number';
import {ago, duration} from '../lib/time';
import {href} from '../shell/router';
import {useAnswer} from '../views/answer';
import {labelText} from '../views/labels';
import {Said} from '../views/said';
import {param, querySearch, setParams} from '../views/state';
import {Backtest} from './backtest';
import type {Group, Rule} from './rule';

const SHOWN = 100;

/** Groups of rules: how they are, how long they take, and what an alert would have done. */
export default function RulesPage() {
  const answer = useAnswer<{groups: Group[]}>('rules', {stores: 'true'}, 15_000);
  const shown = useSignal(SHOWN);
  const search = param('search').toLowerCase();
  const health = param('health');
  const groups = (answer.data?.groups ?? [])
    .map((group) => ({
      ...group,
      rules: group.rules.filter((rule) => (health === '' || rule.health === health) && `${group.name} ${group.stores.map(whose).join(' ')} ${rule.name} ${labelText(rule.labels ?? {})} ${rule.query}`.toLowerCase().includes(search)),
    }))
    .filter(({rules}) => rules.length > 0);
  return (
    <>
      <h1>Rules</h1>
      <div class="row" role="search">
        <label>
          <span class="unseen">Search name, label, expression or store</span>
          <input type="search" placeholder="name, label, expression, store…" value={param('search')} onInput={(event) => setParams({search: event.currentTarget.value})} />
        </label>
        <label>
          health{' '}
          <select value={health} onChange={(event) => setParams({health: event.currentTarget.value})}>
            <option value="">any</option>
            <option>ok</option>
            <option>err</option>
            <option>unknown</option>
          </select>
        </label>
        <span role="status" class="muted">
          {answer.data === undefined ? '' : `${groups.length} of ${answer.data.groups.length} groups`}
        </span>
      </div>
      <Said of={answer} what="Rules" />
      {answer.data?.groups.length === 0 && <p>No rules: neither <code>rule_files</code> of this server nor its stores have any.</p>}
      {groups.slice(0, shown.value).map((group) => (
        <section key={`${group.file} ${group.name}`} aria-label={`Group ${group.name}`}>
          <div class="row">
            <h2>
              <bdi>{group.name}</bdi>
            </h2>
            <span class="muted">
              <By names={group.stores} /> · <bdi>{group.file}</bdi> · every {duration(group.interval * 1000)}
              {group.evaluationTime !== undefined && ` · took ${millis(group.evaluationTime * 1000)}`}
              {group.lastEvaluation !== undefined && since(group.lastEvaluation)}
            </span>
          </div>
          <ul class="entries">
            {group.rules.slice(0, 200).map((rule) => (
              <RuleRow key={`${rule.type} ${rule.name} ${labelText(rule.labels ?? {})} ${rule.query} ${rule.duration ?? 0}`} rule={rule} group={group} />
            ))}
          </ul>
          {group.rules.length > 200 && <p class="muted">The first 200 of {group.rules.length} rules; search to see others.</p>}
        </section>
      ))}
      {groups.length > shown.value && (
        <button type="button" class="framed" onClick={() => (shown.value += SHOWN)}>
          Show more groups
        </button>
      )}
    </>
  );
}

/** The store with results of this server's own rules; no other may have its name. */
const OWN = 'embedded';

function whose(store: string): string {
  return store === OWN ? 'this server' : store;
}

/** Who evaluates a group. */
function By({names}: {names: readonly string[]}) {
  return (
    <>
      by{' '}
      {names.map((name, i) => [
        i === 0 ? '' : ', ',
        name === OWN ? (
          whose(name)
        ) : (
          <a href={href('stores', `store=${encodeURIComponent(name)}`)}>
            <bdi>{name}</bdi>
          </a>
        ),
      ])}
    </>
  );
}

function since(time: string): string {
  const ms = Date.parse(time);
  return ms > 0 ? ` · ${ago(Math.max(0, Date.now() - ms))}` : ' · not yet';
}

function RuleRow({rule, group}: {rule: Rule; group: Group}) {
  const open = useSignal(false);
  const ill = rule.health === 'err';
  return (
    <li>
      <div class="row">
        <span class={ill ? 'error' : rule.health === 'ok' ? 'ok' : 'muted'}>{ill ? '▯' : '▮'} {rule.health}</span>
        <b>
          <bdi>{rule.name}</bdi>
        </b>
        <span class="muted">
          {rule.type}
          {rule.duration !== undefined && rule.duration > 0 && ` · for ${duration(rule.duration * 1000)}`}
          {rule.state !== undefined && ` · ${rule.state}`}
          {rule.evaluationTime !== undefined && ` · ${millis(rule.evaluationTime * 1000)}`}
        </span>
        <span class="spread" />
        <span class="together">
          {rule.type === 'alerting' && (
            <button type="button" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
              Back-test
            </button>
          )}{' '}
          <a href={href('query', querySearch(rule.query))} aria-label={`Query ${rule.name}`}>
            Query
          </a>
        </span>
      </div>
      <code class="block">{rule.query}</code>
      {rule.labels !== undefined && Object.keys(rule.labels).length > 0 && (
        <bdi class="mono muted">{labelText(rule.labels)}</bdi>
      )}
      {rule.lastError !== undefined && rule.lastError !== '' && <p class="error">{rule.lastError}</p>}
      {open.value && <Backtest rule={rule} group={group} />}
    </li>
  );
}
