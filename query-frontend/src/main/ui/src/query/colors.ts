import {keyOf, type LabelSet} from './answers';

/** A colour of the palette and a dash pattern: nine times eight series differ, then they repeat. */
export interface Look {
  color: number;
  dash: readonly number[];
}

const COLORS = 8;
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3], [12, 4], [1, 2], [10, 2, 2, 2, 2, 2], [4, 4], [16, 4, 4, 4]];

/**
 * Looks by a hash of the labels, the next free one on a clash, so that a series keeps its look when
 * others come and go.
 */
export function looksOf(labels: readonly LabelSet[]): Look[] {
  const places = COLORS * DASHES.length;
  const taken = new Set<number>();
  return labels.map((set, i) => {
    const wish = hash(keyOf(set));
    let place = wish % COLORS;
    if (taken.size >= places) {
      return look(wish % places);
    }
    for (let tried = 0; taken.has(place); tried++) {
      const row = Math.floor(tried / COLORS);
      place = row * COLORS + ((wish + tried) % COLORS);
      if (tried > places) {
        place = i % places;
        break;
      }
    }
    taken.add(place);
    return look(place);
  });
}

function look(place: number): Look {
  return {color: place % COLORS, dash: DASHES[Math.floor(place / COLORS)]!};
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}

/** The palette as the style sheet has it now: light or dark. */
export function palette(): string[] {
  const style = getComputedStyle(document.documentElement);
  return Array.from({length: COLORS}, (_, i) => style.getPropertyValue(`--series-${i}`).trim());
}

export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
