import {useSignal} from '@preact/signals';
import {useRef} from 'preact/hooks';
import {api, ApiError} from '../lib/api';
import {MOST_EXPRESSIONS, type QueryState, type Shown} from '../lib/url';
import {Editor} from './editor';
import {Browsing} from './history';
import {HistoryDialog} from './history-dialog';
import {add, cancel, change, drafts, outcomes, range, remove, run, submit, typed} from './model';

const NEXT: Readonly<Record<Shown, Shown>> = {shown: 'hidden', hidden: 'apart', apart: 'shown'};
const letter = (i: number): string => String.fromCharCode(65 + i);

/** The expressions, each with its editor. */
export function Expressions({state}: {state: QueryState}) {
  const list = state.expressions;
  const running = outcomes.value.some((outcome) => outcome?.state === 'running');
  return (
    <div class="expressions">
      {list.map(({shown}, i) => (
        <Row key={i} index={i} text={drafts.value[i] ?? ''} shown={shown} state={state} removable={list.length > 1} />
      ))}
      <div class="row">
        {running ? (
          <button type="button" class="primary" onClick={cancel}>
            Cancel
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => submit()}>
            Run
          </button>
        )}
        <button type="button" disabled={list.length >= MOST_EXPRESSIONS} onClick={add}>
          + expression
        </button>
      </div>
    </div>
  );
}

interface RowProps {
  index: number;
  text: string;
  shown: Shown;
  state: QueryState;
  removable: boolean;
}

function Row({index, text, shown, state, removable}: RowProps) {
  const browsing = useRef(new Browsing());
  const history = useSignal(false);
  const wrong = useSignal('');
  const turn = (): void => {
    change({expressions: state.expressions.map((each, i) => (i === index ? {...each, shown: NEXT[shown]} : each))});
    void run();
  };
  async function format(): Promise<void> {
    try {
      const {data} = await api<string>('format_query', {method: 'POST', params: {query: text}});
      wrong.value = '';
      typed(index, data);
    } catch (error) {
      wrong.value = error instanceof ApiError ? error.message : String(error);
    }
  }
  return (
    <div class={shown === 'hidden' ? 'expression hidden' : 'expression'}>
      <button type="button" class="letter mono" title={`${shown}; click: ${NEXT[shown]}`} aria-label={`Expression ${letter(index)}: ${shown}`} onClick={turn}>
        {letter(index)}
        {shown === 'apart' ? '↧' : ''}
      </button>
      <div class="field">
        <Editor
          label={`Expression ${letter(index)}`}
          value={text}
          current={() => drafts.peek()[index] ?? ''}
          start={() => range(state).start - 300_000}
          changed={(now) => {
            wrong.value = '';
            typed(index, now);
          }}
          run={submit}
          browse={(way) => browsing.current.step(way, text)}
        />
        {wrong.value !== '' && <p class="error">{wrong.value}</p>}
      </div>
      <div class="tools">
        <button type="button" onClick={() => (history.value = true)}>
          history
        </button>
        <button type="button" disabled={text === ''} onClick={() => void format()}>
          format
        </button>
        {removable && (
          <button type="button" aria-label={`Remove expression ${letter(index)}`} onClick={() => remove(index)}>
            ×
          </button>
        )}
      </div>
      {history.value && (
        <HistoryDialog
          choose={(chosen) => {
            typed(index, chosen);
            history.value = false;
          }}
          close={() => (history.value = false)}
        />
      )}
    </div>
  );
}
