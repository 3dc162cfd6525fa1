import {bytes, count, millis} from '../lib/number';
import type {Answer} from '../lib/api';
import {seriesOf, type Provenance, type QueryData, type StoreShare} from './answers';

/** How complete an answer is, in words: from the stores where the server says, else from its warnings. */
export function completeness(provenance: Provenance | undefined, warnings: readonly string[]): {whole: boolean; text: string} {
  if (provenance === undefined) {
    return warnings.length === 0 ? {whole: true, text: 'complete'} : {whole: false, text: 'perhaps not complete'};
  }
  const stores = new Map<string, StoreShare[]>();
  for (const source of provenance.stores.filter(({state}) => !isLeftOut(state))) {
    const name = source.store ?? source.id;
    stores.set(name, [...(stores.get(name) ?? []), source]);
  }
  const good = [...stores].filter(([, sources]) => sources.every(isWhole)).map(([name]) => name);
  const bad = [...stores.values()].flat().filter((source) => !isWhole(source));
  const text = `${good.length} of ${stores.size} ${stores.size === 1 ? 'store' : 'stores'}`;
  if (bad.length === 0) {
    return {whole: provenance.complete, text: provenance.complete ? text : `${text}, not complete: ${warnings[0] ?? 'the server does not say why'}`};
  }
  const failures = bad.map(({id, state, reason}) => `${id.replace('http://', '')} ${reason ?? state}`).join('; ');
  if (provenance.complete) {
    return {whole: true, text: `${text}, and that is all: ${failures}`};
  }
  const unaffected = good.length > 0 && good.length <= 3 ? `; ${good.join(', ')} unaffected` : '';
  return {whole: false, text: `${text}: ${failures}${unaffected}`};
}

function isLeftOut(state: string): boolean {
  return state === 'not_asked' || state === 'to_ask';
}

function isWhole({state}: StoreShare): boolean {
  return state === 'whole';
}

interface Stats {
  samples?: {totalQueryableSamples?: number; samplesRead?: number};
}

/** One line about an answer: completeness first, then what it took. */
export function Badge({answer, why}: {answer: Answer<QueryData>; why: () => void}) {
  const {provenance, stats} = answer.data;
  const {whole, text} = completeness(provenance, answer.warnings);
  const {samplesRead, totalQueryableSamples} = (stats as Stats | undefined)?.samples ?? {};
  const samples = samplesRead ?? totalQueryableSamples;
  const series = seriesOf(answer.data).length;
  return (
    <div class="badge" role="status">
      <span class={whole ? 'ok' : 'warn'}>
        {whole ? '● ' : '◐ '}
        {text}
      </span>
      <span>
        {count(series)} {series === 1 ? 'result' : 'results'}
      </span>
      {samples !== undefined && <span>{count(samples)} samples</span>}
      <span>{bytes(answer.bytes)}</span>
      <span>{millis(answer.ms)}</span>
      <button type="button" onClick={why}>
        why?
      </button>
    </div>
  );
}

/** What the engine warns of and what it wants known; what the badge says of stores is not said again. */
export function Remarks({answer}: {answer: Answer<QueryData>}) {
  const told = answer.data.provenance !== undefined;
  const warnings = answer.warnings.filter((text) => !told || !text.startsWith('store "'));
  const all = [...warnings.map((text) => ({text, kind: 'warn'})), ...answer.infos.map((text) => ({text, kind: 'muted'}))];
  return all.length === 0 ? null : (
    <ul class="remarks">
      {all.map(({text, kind}) => (
        <li class={kind} key={text}>
          {text}
        </li>
      ))}
    </ul>
  );
}
