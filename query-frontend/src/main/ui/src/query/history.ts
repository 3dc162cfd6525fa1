import {signal} from '@preact/signals';

/** Expressions that were run, newest first, and those kept; in this browser only. */

const MOST_RUN = 100;
const MOST_BYTES = 4096;

function stored(key: string): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
  } catch {
    return []; // no storage here, or not ours
  }
}

function store(key: string, list: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // full or forbidden: it lasts as long as the page
  }
}

const HISTORY = 'promontory.history';
const FAVOURITES = 'promontory.favourites';

export const ran = signal<readonly string[]>(stored(HISTORY));
export const favourites = signal<readonly string[]>(stored(FAVOURITES));

export function remember(expr: string): void {
  if (expr.trim() === '' || expr.length > MOST_BYTES) {
    return;
  }
  ran.value = [expr, ...ran.peek().filter((each) => each !== expr)].slice(0, MOST_RUN);
  store(HISTORY, ran.value);
}

export function toggleFavourite(expr: string): void {
  const kept = favourites.peek();
  favourites.value = kept.includes(expr) ? kept.filter((each) => each !== expr) : [...kept, expr];
  store(FAVOURITES, favourites.value);
}

/** Steps through the history: from the newest back and to the text that was there before. What was typed since is the newest. */
export class Browsing {
  private at = -1;
  private before = '';

  step(way: -1 | 1, text: string): string | undefined {
    const list = ran.peek();
    if (this.at === -1 || list[this.at] !== text) {
      this.at = -1;
      this.before = text;
    }
    const next = this.at - way;
    if (next < -1 || next >= list.length) {
      return undefined;
    }
    this.at = next;
    return next === -1 ? this.before : list[next];
  }
}
