import {useSignal} from '@preact/signals';
import type {ComponentType} from 'preact';
import {useEffect} from 'preact/hooks';
import {PAGES, pageOf, type Page} from '../pages';
import {Help} from './help';
import {bind} from './keys';
import {Notices} from './notices';
import {go, href, place} from './router';
import {isUp, stores} from './stores';

/** The rail, what must be said, and the page. */
export function Shell() {
  const help = useSignal(false);
  const page = pageOf(place.value.path);
  useEffect(() => {
    const bound = [bind('?', () => (help.value = true)), ...PAGES.map(({key, path}) => bind(`g ${key}`, () => go(path)))];
    return () => bound.forEach((unbind) => unbind());
  }, []);
  return (
    <div class="shell">
      <header class="rail">
        <div class="name">Promontory</div>
        <nav aria-label="Pages">
          <ul>
            {PAGES.map(({path, title, short}) => (
              <li key={path}>
                <a href={href(path)} aria-current={path === page.path ? 'page' : undefined} title={title}>
                  <span class="long">{title}</span>
                  <span class="short" aria-hidden="true">
                    {short ?? title.slice(0, 2)}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <StoreStrip />
        <div class="foot">
          <button type="button" title="Keys (?)" aria-label="Keyboard help" onClick={() => (help.value = true)}>
            ?
          </button>
        </div>
      </header>
      <div>
        <Notices />
        <main tabIndex={-1}>
          <Loaded key={page.path} page={page} />
        </main>
      </div>
      {help.value && <Help close={() => (help.value = false)} />}
    </div>
  );
}

/** How many stores are well, a cell for each. */
function StoreStrip() {
  const all = stores.value === undefined ? [] : Object.values(stores.value).flat();
  const up = all.filter(isUp).length;
  const down = all.some((store) => !isUp(store) && store.health !== 'unknown');
  const known = PAGES.some((page) => page.path === 'stores');
  const words = stores.value === undefined ? 'asking…' : `${up} of ${all.length}`;
  const inside = (
    <>
      <span class="words muted">stores</span>
      <span class="cells" aria-hidden="true">
        {all.map((store) => (
          <span key={store.name} class={`cell ${isUp(store) ? 'up' : store.health === 'unknown' ? 'unknown' : 'down'}`} title={`${store.name}: ${store.lastError ?? store.health}`} />
        ))}
      </span>
      <span class={down ? 'words warn' : 'words'}>{words}</span>
    </>
  );
  return known ? (
    <a class="strip" href={href('stores')} aria-label={`Stores: ${words} well`}>
      {inside}
    </a>
  ) : (
    <div class="strip">{inside}</div>
  );
}

/** A page whose code may still be on its way. */
function Loaded({page}: {page: Page}) {
  const loaded = useSignal<ComponentType | undefined>(undefined);
  const failed = useSignal('');
  useEffect(() => {
    document.title = `${page.title} · Promontory`;
    page.load().then(
      (content) => (loaded.value = content),
      () => (failed.value = 'This page could not be fetched: the server is gone or has been upgraded. Load it again.'),
    );
  }, [page]);
  const Content = loaded.value;
  if (Content !== undefined) {
    return <Content />;
  }
  return <p class={failed.value === '' ? 'muted' : 'error'}>{failed.value === '' ? 'Loading…' : failed.value}</p>;
}
