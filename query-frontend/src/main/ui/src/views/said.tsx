import type {Loaded} from './answer';

/** What must be said of an answer: that it is on its way, has failed, or lacks something. */
export function Said<T>({of, what}: {of: Loaded<T>; what: string}) {
  return (
    <>
      {of.error !== '' && (
        <p class="error" role="alert">
          {what}: {of.error}
          {of.data !== undefined && ' What is shown is from before.'}
        </p>
      )}
      {of.data === undefined && of.error === '' && <p class="muted">Asking for {what.toLowerCase()}…</p>}
      <Warnings texts={of.warnings} />
    </>
  );
}

/** What an answer lacks, or should be known of it. */
export function Warnings({texts}: {texts: readonly string[]}) {
  return texts.map((text) => (
    <p class="warn" key={text}>
      {text}
    </p>
  ));
}
