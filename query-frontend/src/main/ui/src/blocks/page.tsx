import {useSignal} from '@preact/signals';
import {bytes, count, short} from '../lib/number';
import {duration} from '../lib/time';
import {Windowed} from '../parts/windowed';
import {useAnswer} from '../views/answer';
import {labelText} from '../views/labels';
import {Said} from '../views/said';
import {param, setParams} from '../views/state';
import {TimeBar, type Stretch} from '../views/time-bar';
import {within, type Row, type StoreBlocks} from './stores';

/** The blocks of the archives, over time or as a table. */
export default function BlocksPage() {
  const typed = useSignal(param('search'));
  const answer = useAnswer<{stores: StoreBlocks[]}>('blocks', {search: param('search'), store: param('store')}, 30_000);
  const window = {from: Number(param('from') || NaN) * 1000, to: Number(param('to') || NaN) * 1000};
  const narrowed = param('store') !== '' || window.from <= window.to;
  const table = param('view') === 'table';
  return (
    <>
      <h1>Blocks</h1>
      <form
        class="row"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setParams({search: typed.value}, true);
        }}
      >
        <label>
          <span class="unseen">Search labels or ULID</span>
          <input type="search" placeholder={'label or ULID, as region="eu"'} value={typed.value} onInput={(event) => (typed.value = event.currentTarget.value)} />
        </label>
        <button type="submit" class="framed">
          Search
        </button>
        <button type="button" class="framed" onClick={() => setParams({view: table ? '' : 'table'})}>
          {table ? 'Timeline' : 'Table'}
        </button>
      </form>
      {narrowed && (
        <p>
          Those{param('store') !== '' && ` of ${param('store')}`}
          {window.from <= window.to && ` with samples from ${iso(window.from)} to ${iso(window.to)}`}.{' '}
          <button type="button" onClick={() => setParams({store: '', from: '', to: ''}, true)}>
            Show all
          </button>
        </p>
      )}
      <Said of={answer} what="Blocks" />
      {answer.data?.stores.length === 0 && <p>No store of blocks is configured.</p>}
      {answer.data?.stores.map((store) => <Archive key={store.store} store={window.from <= window.to ? within(store, window) : store} table={table} />)}
    </>
  );
}

function Archive({store, table}: {store: StoreBlocks; table: boolean}) {
  const all = store.rows.flatMap(({blocks}) => blocks);
  const from = Math.min(...all.map(({minTime}) => minTime));
  const to = Math.max(...all.map(({maxTime}) => maxTime));
  return (
    <section aria-label={`Blocks of ${store.store}`}>
      <h2>{store.store}</h2>
      <p>
        {some(store.blocks, 'block')} · {short(store.samples)} samples
        {store.bytes > 0 && ` · ${bytes(store.bytes)}`} · <span class={store.gaps > 0 ? 'warn' : ''}>{some(store.gaps, 'gap')}</span> · <span class={store.overlaps > 0 ? 'warn' : ''}>{some(store.overlaps, 'overlap')}</span>
        {store.truncated && ' · the latest are shown'}
      </p>
      {!store.complete && <p class="warn">{store.shortfall}</p>}
      {store.setAside.map(({ulid, reason}) => (
        <p class="error" key={ulid}>
          <code>{ulid}</code> is set aside: {reason}
        </p>
      ))}
      {all.length > 0 && !table && (
        <>
          {store.rows.map((row, i) => (
            <div class="lane-row" key={i}>
              <div class="clip" title={labelText(row.labels)}>
                <bdi class="mono">{labelText(row.labels)}</bdi>
                <span class="muted">{row.resolution > 0 ? ` ${duration(row.resolution)}` : ''}</span>
              </div>
              <TimeBar from={from} to={to} stretches={stretches(row)} label={`${labelText(row.labels)}: ${row.blocks.length} blocks, ${row.gaps.length} gaps, ${row.overlaps.length} overlaps`} />
            </div>
          ))}
          <div class="lane-row muted">
            <span />
            <div class="ends">
              <span>{iso(from)}</span>
              <span>{iso(to)}</span>
            </div>
          </div>
        </>
      )}
      {all.length > 0 && table && <BlockTable rows={store.rows} />}
    </section>
  );
}

function stretches(row: Row): Stretch[] {
  return [
    ...row.blocks.map((block) => ({from: block.minTime, to: block.maxTime, look: `block level-${Math.min(4, block.level)}`, title: `${block.ulid}, level ${block.level}, ${iso(block.minTime)} to ${iso(block.maxTime)}, ${short(block.samples)} samples`})),
    ...row.gaps.map(([from, to]) => ({from, to, look: 'gap', title: `gap of ${duration(to - from)} from ${iso(from)}`})),
    ...row.overlaps.map(([from, to]) => ({from, to, look: 'overlap', title: `overlap of ${duration(to - from)} from ${iso(from)}`})),
  ];
}

function BlockTable({rows}: {rows: readonly Row[]}) {
  const lines = rows.flatMap((row) => row.blocks.map((block) => ({row, block}))).sort((a, b) => b.block.minTime - a.block.minTime);
  return (
    <Windowed
      label="Blocks"
      head={['from', 'length', 'level', 'resolution', 'series', 'samples', 'size', 'ULID', 'labels']}
      columns="128px 88px 44px 76px 64px 64px 72px 224px minmax(96px, 1fr)"
      rows={lines.length}
      row={(i) => {
        const {row, block} = lines[i]!;
        return [
          iso(block.minTime),
          duration(block.maxTime - block.minTime),
          block.level,
          row.resolution === 0 ? 'raw' : duration(row.resolution),
          short(block.series),
          short(block.samples),
          block.bytes === null ? '–' : bytes(block.bytes),
          <code>{block.ulid}</code>,
          <bdi class="mono">{labelText(row.labels)}</bdi>,
        ];
      }}
    />
  );
}

function some(n: number, what: string): string {
  return `${count(n)} ${what}${n === 1 ? '' : 's'}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
