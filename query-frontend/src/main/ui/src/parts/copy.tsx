import {useSignal} from '@preact/signals';

/** A button that copies a text. */
export function Copy({text, label = 'Copy'}: {text: string; label?: string}) {
  const done = useSignal('');
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      done.value = 'copied';
    } catch {
      done.value = 'not allowed here';
    }
    setTimeout(() => (done.value = ''), 1500);
  }
  return (
    <button type="button" onClick={() => void copy()}>
      {done.value === '' ? label : done.value}
    </button>
  );
}
