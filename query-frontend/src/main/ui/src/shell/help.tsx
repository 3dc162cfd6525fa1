import {useEffect, useRef} from 'preact/hooks';
import {PAGES} from '../pages';
import type {KeyHelp} from './keys';

const KEYS: readonly KeyHelp[] = [
  {keys: 'Enter', does: 'run (in the editor; Shift-Enter breaks the line)'},
  {keys: 'Ctrl-Space', does: 'complete'},
  {keys: 'Ctrl-↑ Ctrl-↓', does: 'older and newer expressions'},
  {keys: '/', does: 'to the editor'},
  {keys: 't', does: 'graph ⇄ table'},
  {keys: 'x', does: 'explain'},
  {keys: '[ ]', does: 'half a range earlier, later'},
  {keys: '- +', does: 'a wider, a narrower range'},
  {keys: 'Escape', does: 'unpin tooltips'},
  {keys: '?', does: 'these keys'},
];

/** The keys, as a dialog. */
export function Help({close}: {close: () => void}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const all = [...KEYS, ...PAGES.map(({key, title}) => ({keys: `g ${key}`, does: `to ${title}`}))];
  return (
    <dialog class="help" ref={dialog} onClose={close} aria-labelledby="help-title">
      <div class="row">
        <h2 id="help-title">Keys</h2>
        <span class="spread" />
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      <dl>
        {all.map(({keys, does}) => (
          <>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </>
        ))}
      </dl>
    </dialog>
  );
}
