import {useEffect} from 'preact/hooks';
import {bind} from '../shell/keys';
import type {Tab} from '../lib/url';
import {focusEditor} from './editor';
import {Expressions} from './expressions';
import {change, followPlace, move, outcomes, run, scale, start, state, submit} from './model';
import {Results} from './results';
import {GraphBar, TimeBar} from './toolbar';

const TABS: readonly {tab: Tab; title: string}[] = [
  {tab: 'graph', title: 'Graph'},
  {tab: 'table', title: 'Table'},
  {tab: 'explain', title: 'Explain'},
  {tab: 'raw', title: 'Raw'},
  {tab: 'json', title: 'JSON'},
];

function open(tab: Tab): void {
  change({tab}, true);
  void run();
}

/** The Query page. */
export default function QueryPage() {
  const now = state.value;
  useEffect(() => {
    start();
    const stop = [
      followPlace(),
      bind('/', focusEditor),
      bind('t', () => open(state.peek().tab === 'graph' ? 'table' : 'graph')),
      bind('x', () => open('explain')),
      bind('[', () => move(-0.5)),
      bind(']', () => move(0.5)),
      bind('-', () => scale(2)),
      bind('+', () => scale(0.5)),
    ];
    if (state.peek().expressions[0]!.expr === '') {
      focusEditor();
    }
    return () => stop.forEach((each) => each());
  }, []);
  useEffect(() => {
    if (now.refreshMs === 0) {
      return undefined;
    }
    const timer = setInterval(() => {
      if (!document.hidden && !outcomes.peek().some((outcome) => outcome?.state === 'running')) {
        void run();
      }
    }, now.refreshMs);
    return () => clearInterval(timer);
  }, [now.refreshMs]);
  return (
    <>
      <h1 class="unseen">Query</h1>
      <Expressions state={now} />
      <div class="row bar">
        <div role="tablist" aria-label="Result as">
          {TABS.map(({tab, title}) => (
            <button type="button" role="tab" id={`tab-${tab}`} aria-controls="results" aria-selected={now.tab === tab} key={tab} onClick={() => open(tab)}>
              {title}
            </button>
          ))}
        </div>
        <span class="spread" />
        <TimeBar state={now} />
      </div>
      <div id="results" role="tabpanel" aria-labelledby={`tab-${now.tab}`}>
        {now.tab === 'graph' && <GraphBar state={now} />}
        {now.tab === 'explain' && (
          <div class="row modes">
            <button type="button" title="asks no store" onClick={() => submit(true)}>
              plan and estimates only
            </button>
          </div>
        )}
        <Results state={now} />
      </div>
    </>
  );
}
