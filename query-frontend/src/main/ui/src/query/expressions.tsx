import {useSignal} from '@preact/signals';
import {useRef} from 'preact/hooks';
import {api, ApiError} from '../lib/api';
import type {Expression, QueryState, Shown} from '../lib/url';
import {Editor} from './editor';
import {Browsing} from './history';
import {HistoryDialog} from './history-dialog';
import {cancel, change, outcomes, range, run, state as now} from './model';

const NEXT: Readonly<Record<Shown, Shown>> = {shown: 'hidden', hidden: 'apart', apart: 'shown'};
const letter = (i: number): string => String.fromCharCode(65 + i);

/** The expressions, each with its editor. */
export function Expressions({state}: {state: QueryState}) {
  const list = state.expressions;
  const put = (i: number, part: Partial<Expression>): void => change({expressions: now.peek().expressions.map((each, k) => (k === i ? {...each, ...part} : each))});
  const running = outcomes.value.some((outcome) => outcome?.state === 'running');
  return (
    <div class="expressions">
      {list.map((expression, i) => (
        <Row
          key={i}
          index={i}
          expression={expression}
          state={state}
          put={(part) => put(i, part)}
          {...(list.length > 1 ? {remove: () => (change({expressions: list.filter((_, k) => k !== i)}, true), void run())} : {})}
        />
      ))}
      <div class="row">
        {running ? (
          <button type="button" class="primary" onClick={cancel}>
            Cancel
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => void run(true)}>
            Run
          </button>
        )}
        <button type="button" onClick={() => change({expressions: [...list, {expr: '', shown: 'shown'}]})}>
          + expression
        </button>
      </div>
    </div>
  );
}

interface RowProps {
  index: number;
  expression: Expression;
  state: QueryState;
  put(part: Partial<Expression>): void;
  remove?: () => void;
}

function Row({index, expression: {expr, shown}, state, put, remove}: RowProps) {
  const browsing = useRef(new Browsing());
  const history = useSignal(false);
  const wrong = useSignal('');
  async function format(): Promise<void> {
    try {
      const {data} = await api<string>('format_query', {method: 'POST', params: {query: expr}});
      wrong.value = '';
      put({expr: data});
    } catch (error) {
      wrong.value = error instanceof ApiError ? error.message : String(error);
    }
  }
  return (
    <div class={shown === 'hidden' ? 'expression hidden' : 'expression'}>
      <button type="button" class="letter mono" title={`${shown}; click: ${NEXT[shown]}`} aria-label={`Expression ${letter(index)}: ${shown}`} onClick={() => (put({shown: NEXT[shown]}), void run())}>
        {letter(index)}
        {shown === 'apart' ? '↧' : ''}
      </button>
      <div class="field">
        <Editor
          label={`Expression ${letter(index)}`}
          value={expr}
          current={() => now.peek().expressions[index]?.expr ?? ''}
          start={() => range(state).start - 300_000}
          changed={(text) => {
            wrong.value = '';
            put({expr: text});
          }}
          run={() => void run(true)}
          browse={(way) => browsing.current.step(way, expr)}
        />
        {wrong.value !== '' && <p class="error">{wrong.value}</p>}
      </div>
      <div class="tools">
        <button type="button" onClick={() => (history.value = true)}>
          history
        </button>
        <button type="button" disabled={expr === ''} onClick={() => void format()}>
          format
        </button>
        {remove !== undefined && (
          <button type="button" aria-label={`Remove expression ${letter(index)}`} onClick={remove}>
            ×
          </button>
        )}
      </div>
      {history.value && (
        <HistoryDialog
          choose={(text) => {
            put({expr: text});
            history.value = false;
          }}
          close={() => (history.value = false)}
        />
      )}
    </div>
  );
}
