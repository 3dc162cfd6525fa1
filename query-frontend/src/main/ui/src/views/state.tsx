import {place, setSearch} from '../shell/router';

/** A parameter of this page's URL. */
export function param(name: string): string {
  return new URLSearchParams(place.value.search).get(name) ?? '';
}

/** Sets parameters of this page's URL; empty ones go. */
export function setParams(changes: Readonly<Record<string, string>>, step = false): void {
  const pairs = new URLSearchParams(place.peek().search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') {
      pairs.delete(name);
    } else {
      pairs.set(name, value);
    }
  }
  setSearch(String(pairs), step);
}

/** The query string of the Query page that shows an expression. */
export function querySearch(expr: string, table = false): string {
  return String(new URLSearchParams({'g0.expr': expr, 'g0.tab': table ? '1' : '0'}));
}

/** A name as a selector writes it. */
export function selector(metric: string, labels: Readonly<Record<string, string>> = {}): string {
  const plain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric);
  const pairs = Object.entries(labels).map(([name, value]) => `${quoted(name)}=${JSON.stringify(value)}`);
  if (!plain) {
    pairs.unshift(JSON.stringify(metric));
  }
  return `${plain ? metric : ''}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`}`;
}

function quoted(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : JSON.stringify(name);
}
