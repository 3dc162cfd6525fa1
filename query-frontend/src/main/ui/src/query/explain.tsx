import {bytes, count, millis} from '../lib/number';
import {dateTime, type Zone} from '../lib/time';
import {href} from '../shell/router';
import type {Explain, PlanNode, StoreShare} from './answers';

/** The plan as a tree with what each node took, and below each read what its stores did. */
export function ExplainView({explain, zone}: {explain: Explain; zone: Zone}) {
  const most = slowest(explain.tree);
  return (
    <div class="explain">
      <ul class="tree">
        <Node node={explain.tree} explain={explain} most={most} zone={zone} />
      </ul>
      {explain.optimisations.length > 0 && (
        <details>
          <summary>What was made cheaper ({explain.optimisations.length})</summary>
          <dl>
            {explain.optimisations.map(({name, detail}) => (
              <div key={name + detail}>
                <dt class="mono">{name}</dt>
                <dd>{detail}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function slowest(node: PlanNode): number {
  return Math.max(node.ms ?? 0, ...(node.children ?? []).map(slowest), 1e-9);
}

interface NodeProps {
  node: PlanNode;
  explain: Explain;
  most: number;
  zone: Zone;
}

function Node({node, explain, most, zone}: NodeProps) {
  const read = node.read === undefined ? undefined : explain.reads[node.read];
  const reasons = node.fallback === undefined ? [] : [node.fallback].flat();
  return (
    <li>
      <div class="node">
        <span class="what">
          <b>{node.name}</b> {node.detail !== undefined && node.detail !== '' && <span class="muted">{node.detail}</span>}{' '}
          {node.text !== undefined && <code>{node.text}</code>}
        </span>
        <span class="number">{node.series === undefined ? '' : `${count(node.series)} series`}</span>
        <span class="number">{node.ms === undefined ? '' : millis(node.ms)}</span>
        <span class="bar" aria-hidden="true">
          {node.ms !== undefined && (
            <svg width="72" height="10">
              <rect width={Math.max(1, (node.ms / most) * 72)} height="10" />
            </svg>
          )}
        </span>
      </div>
      {reasons.map((reason) => (
        <p class="warn" key={reason}>
          read after all: {reason}
        </p>
      ))}
      {(node.pushed ?? []).map((part) => (
        <div class="below" key={part.store}>
          <p>
            left to <b>{part.store}</b>: <code>{part.expression}</code>
          </p>
          {part.stores !== undefined && <Shares stores={part.stores} zone={zone} />}
        </div>
      ))}
      {read !== undefined && (
        <div class="below">
          <p class="muted">
            {read.selector} from {dateTime(read.from * 1000, zone)} to {dateTime(read.to * 1000, zone)}
          </p>
          <Shares stores={read.stores} zone={zone} />
        </div>
      )}
      {node.truncated === true && <p class="muted">The rest of the tree is left out.</p>}
      {node.children !== undefined && (
        <ul>
          {node.children.map((child, i) => (
            <Node key={i} node={child} explain={explain} most={most} zone={zone} />
          ))}
        </ul>
      )}
    </li>
  );
}

const COLUMNS = ['store', 'state', 'series', 'samples', 'bytes', 'requests', 'cache', 'first', 'all', 'cost'];

/** A row per store and, indented, per endpoint of it. */
function Shares({stores, zone}: {stores: readonly StoreShare[]; zone: Zone}) {
  const rows = stores.flatMap((store) => [{store, depth: 0}, ...(store.endpoints ?? []).map((each) => ({store: each, depth: 1}))]);
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="What each store did">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((name, i) => (
              <th key={name} class={i > 1 ? 'number' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({store, depth}) => (
            <tr key={store.id + depth}>
              <td class={depth === 0 ? 'mono' : 'mono indent'}>{store.id}</td>
              <td class="words" title={store.asked ? `asked from ${dateTime(store.asked[0] * 1000, zone)} to ${dateTime(store.asked[1] * 1000, zone)}` : undefined}>
                <State store={store} />
              </td>
              <td class="number">{figure(store, store.series, store.estimate?.series)}</td>
              <td class="number">{figure(store, store.samples, store.estimate?.samples)}</td>
              <td class="number">{store.bytes === undefined ? '' : bytes(store.bytes)}</td>
              <td class="number">
                {store.requests ?? ''}
                {(store.retries ?? 0) > 0 && ` + ${store.retries}`}
              </td>
              <td class="number">{cached(store)}</td>
              <td class="number">{typeof store.ms?.first === 'number' ? millis(store.ms.first) : ''}</td>
              <td class="number">{store.ms?.all === undefined ? '' : millis(store.ms.all)}</td>
              <td class="number">
                <Blocks of={store} /> {billed(store)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({store: {state, reason}}: {store: StoreShare}) {
  const words = state.replace('_', ' ');
  const look = state === 'whole' ? 'ok' : state === 'not_asked' || state === 'to_ask' ? 'muted' : 'error';
  return (
    <span class={look}>
      {words}
      {reason !== undefined && `: ${reason}`}
    </span>
  );
}

/** The actual figure, and the estimate in brackets where there is one. */
function figure({state}: StoreShare, actual: number | undefined, estimate: number | undefined): string {
  if (actual === undefined && estimate === undefined) {
    return state === 'to_ask' ? 'unknown' : '';
  }
  const guess = estimate === undefined ? '' : `(≈ ${count(estimate)})`;
  return actual === undefined ? guess : `${count(actual)} ${guess}`.trim();
}

function cached({cache}: StoreShare): string {
  if (!cache) {
    return '';
  }
  const all = (cache.bytes ?? 0) + (cache.fetchedBytes ?? 0);
  return all > 0 ? `${Math.round(((cache.bytes ?? 0) / all) * 100)} %` : `${count(cache.samples ?? 0)} samples`;
}

/** How many blocks were read, with a link to those of the archive in that time. */
function Blocks({of: {id, blocks, asked}}: {of: StoreShare}) {
  if (blocks === undefined) {
    return null;
  }
  const words = `${count(blocks)} ${blocks === 1 ? 'block' : 'blocks'}`;
  return asked ? <a href={href('blocks', String(new URLSearchParams({store: id, from: String(asked[0]), to: String(asked[1]), view: 'table'})))}>{words}</a> : <>{words}</>;
}

function billed({cost}: StoreShare): string {
  return cost?.billedSamples === undefined ? '' : `${count(cost.billedSamples)} billed`;
}
