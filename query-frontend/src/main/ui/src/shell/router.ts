import {signal} from '@preact/signals';

/** Where the browser is: the page's path segment and the query string without its `?`. */
export interface Place {
  path: string;
  search: string;
}

function here(): Place {
  const path = location.pathname.slice(location.pathname.lastIndexOf('/') + 1);
  return {path, search: location.search.slice(1)};
}

export const place = signal<Place>(here());

/** A link to a page, relative, so that it holds below any prefix. */
export function href(path: string, search = ''): string {
  return `./${path}${search === '' ? '' : `?${search}`}`;
}

/** Goes to a page, as a step of the browser's history. */
export function go(path: string, search = ''): void {
  history.pushState(null, '', href(path, search));
  place.value = {path, search};
}

/** Says the state of this page in the URL; in place of the last, unless it is a step of its own. */
export function setSearch(search: string, step = false): void {
  if (search === place.peek().search) {
    return;
  }
  const url = href(place.peek().path, search);
  if (step) {
    history.pushState(null, '', url);
  } else {
    history.replaceState(null, '', url);
  }
  place.value = {...place.peek(), search};
}

/** Follows the browser's own steps, and links to paths that are pages without loading anew. */
export function listen(isPage: (path: string) => boolean): void {
  addEventListener('popstate', () => (place.value = here()));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link === null || !plain || link.target !== '' || link.hasAttribute('download') || event.defaultPrevented) {
      return;
    }
    const target = new URL(link.href);
    const folder = location.pathname.slice(0, location.pathname.lastIndexOf('/') + 1);
    const path = target.pathname.slice(folder.length);
    if (target.origin === location.origin && target.pathname.startsWith(folder) && isPage(path)) {
      event.preventDefault();
      go(path, target.search.slice(1));
    }
  });
}
