import {acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus, selectedCompletion} from '@codemirror/autocomplete';
import {history, historyKeymap} from '@codemirror/commands';
import {bracketMatching} from '@codemirror/language';
import {EditorState, Prec} from '@codemirror/state';
import {EditorView, keymap, placeholder} from '@codemirror/view';
import {useEffect, useRef} from 'preact/hooks';
import {completer} from './completion';
import {faults} from './faults';
import {colours, look, promql} from './language';

export interface EditorProps {
  label: string;
  value: string;
  /** The value as it is now, which may be newer than the one rendered. */
  current: () => string;
  /** Of what is asked for completion, in ms. */
  start: () => number;
  changed(text: string): void;
  run(): void;
  /** The expression before (-1) or after (1) this one in the history; undefined for none. */
  browse(way: -1 | 1): string | undefined;
}

/** The nonce of this page, by which the editor may add its styles. */
function nonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

/** Enter takes a completion that would change something, and otherwise runs. */
function enter(view: EditorView, run: () => void): boolean {
  if (completionStatus(view.state) === 'active') {
    const chosen = selectedCompletion(view.state);
    const head = view.state.selection.main.head;
    const typed = /[\w:]*$/.exec(view.state.sliceDoc(Math.max(0, head - 200), head))![0];
    if (chosen !== null && chosen.label !== typed && acceptCompletion(view)) {
      return true;
    }
  }
  run();
  return true;
}

function breakLine(view: EditorView): boolean {
  view.dispatch(view.state.replaceSelection('\n'), {scrollIntoView: true, userEvent: 'input'});
  return true;
}

/** Of the common words of editors only those that PromQL needs. */
export function Editor(props: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const now = useRef(props);
  now.current = props;
  useEffect(() => {
    const browse = (way: -1 | 1) => (editor: EditorView) => {
      const text = now.current.browse(way);
      if (text !== undefined) {
        editor.dispatch({changes: {from: 0, to: editor.state.doc.length, insert: text}, selection: {anchor: text.length}});
      }
      return true;
    };
    const editor = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        doc: now.current.value,
        extensions: [
          EditorView.cspNonce.of(nonce()),
          EditorView.contentAttributes.of({'aria-label': now.current.label, spellcheck: 'false', autocorrect: 'off'}),
          EditorView.lineWrapping,
          look,
          colours,
          history(),
          bracketMatching(),
          closeBrackets(),
          placeholder('an expression; Ctrl-Space completes'),
          promql,
          faults,
          autocompletion({override: [completer(() => now.current.start())], icons: false, maxRenderedOptions: 100, closeOnBlur: true}),
          Prec.highest(
            keymap.of([
              {key: 'Enter', run: (each) => enter(each, () => now.current.run())},
              {key: 'Shift-Enter', run: breakLine},
              {key: 'Ctrl-ArrowUp', run: browse(-1)},
              {key: 'Ctrl-ArrowDown', run: browse(1)},
            ]),
          ),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              now.current.changed(update.state.doc.toString());
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);
  useEffect(() => {
    const editor = view.current;
    const text = props.current();
    if (editor !== undefined && editor.state.doc.toString() !== text) {
      editor.dispatch({changes: {from: 0, to: editor.state.doc.length, insert: text}});
    }
  }, [props.value]);
  return <div class="editor" ref={box} />;
}

/** Puts the caret into the first editor. */
export function focusEditor(): void {
  document.querySelector<HTMLElement>('.editor .cm-content')?.focus();
}
