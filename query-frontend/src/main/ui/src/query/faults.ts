import {StateEffect, StateField, type Extension, type Text} from '@codemirror/state';
import {Decoration, EditorView, ViewPlugin, type DecorationSet} from '@codemirror/view';
import {api} from '../lib/api';

/** What is wrong, and where, in UTF-16 units. */
interface Fault {
  from: number;
  to: number;
  text: string;
}

/** So long nothing was typed before the server is asked. */
const PAUSE_MS = 600;

const found = StateEffect.define<readonly Fault[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, change) =>
    change.effects.reduce(
      (now, effect) => (effect.is(found) ? underlined(effect.value, change.newDoc.length) : now),
      shown.map(change.changes),
    ),
  provide: (field) => EditorView.decorations.from(field),
});

/** At the end, where there is nothing to underline, the last character is. */
function underlined(faults: readonly Fault[], length: number): DecorationSet {
  return Decoration.set(
    faults.map(({from, to, text}) => {
      const start = Math.min(from, length - 1);
      const end = Math.min(Math.max(to, start + 1), length);
      return Decoration.mark({class: 'cm-fault', attributes: {title: text}}).range(start, end);
    }),
    true,
  );
}

class Checker {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = new AbortController();

  constructor(private readonly view: EditorView) {
    this.later();
  }

  update({docChanged}: {docChanged: boolean}): void {
    if (docChanged) {
      this.later();
    }
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.asking.abort();
  }

  private later(): void {
    this.destroy();
    this.timer = setTimeout(() => void this.check(this.view.state.doc), PAUSE_MS);
  }

  /** A server that cannot be asked finds nothing wrong. */
  private async check(doc: Text): Promise<void> {
    this.asking = new AbortController();
    const query = doc.toString();
    let faults: readonly Fault[] = [];
    try {
      if (query.trim() !== '') {
        ({faults} = (await api<{faults: Fault[]}>('check_query', {method: 'POST', params: {query}, signal: this.asking.signal})).data);
      }
    } catch {
      faults = [];
    }
    if (this.view.state.doc === doc) {
      this.view.dispatch({effects: found.of(faults)});
    }
  }
}

/** Underlines what the server's parser refuses: only that knows all that the server understands. */
export const faults: Extension = [marks, ViewPlugin.fromClass(Checker)];
