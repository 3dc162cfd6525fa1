/** Keys of the whole page. What is typed into a field stays there. */
export interface KeyHelp {
  keys: string;
  does: string;
}

type Action = () => void;

const actions = new Map<string, Action>();
let prefix = '';

/** Binds a key (`?`) or two in turn (`g q`) until the returned function is called. */
export function bind(keys: string, action: Action): () => void {
  actions.set(keys, action);
  return () => {
    if (actions.get(keys) === action) {
      actions.delete(keys);
    }
  };
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

/** Starts to listen. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    // AltGr, which some layouts need for brackets, is Ctrl and Alt on Windows.
    const held = event.metaKey || ((event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph'));
    if (event.isComposing || held || isField(event.target)) {
      return;
    }
    if (document.querySelector('dialog[open]') !== null) {
      return;
    }
    const both = prefix === '' ? event.key : `${prefix} ${event.key}`;
    prefix = prefix === '' && event.key === 'g' ? 'g' : '';
    const action = actions.get(both);
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  });
}
