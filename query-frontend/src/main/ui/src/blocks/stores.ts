interface Block {
  ulid: string;
  minTime: number;
  maxTime: number;
  level: number;
  series: number;
  samples: number;
  chunks: number;
  bytes: number | null;
}

export interface Row {
  labels: Record<string, string>;
  resolution: number;
  gaps: [number, number][];
  overlaps: [number, number][];
  blocks: Block[];
}

/** A store of blocks as `/api/v1/blocks` tells it; times in ms. */
export interface StoreBlocks {
  store: string;
  complete: boolean;
  shortfall: string | null;
  blocks: number;
  samples: number;
  bytes: number;
  gaps: number;
  overlaps: number;
  truncated: boolean;
  setAside: {ulid: string; reason: string}[];
  rows: Row[];
}

/** A store with what of it lies in a window in ms, both ends included. */
export function within(store: StoreBlocks, window: {from: number; to: number}): StoreBlocks {
  const lies = (from: number, to: number): boolean => from <= window.to && to > window.from;
  const rows = store.rows
    .map((row) => ({
      ...row,
      blocks: row.blocks.filter(({minTime, maxTime}) => lies(minTime, maxTime)),
      gaps: row.gaps.filter(([from, to]) => lies(from, to)),
      overlaps: row.overlaps.filter(([from, to]) => lies(from, to)),
    }))
    .filter(({blocks}) => blocks.length > 0);
  const all = rows.flatMap(({blocks}) => blocks);
  return {
    ...store,
    rows,
    blocks: all.length,
    samples: all.reduce((sum, {samples}) => sum + samples, 0),
    bytes: all.reduce((sum, {bytes}) => sum + (bytes ?? 0), 0),
    gaps: rows.reduce((sum, {gaps}) => sum + gaps.length, 0),
    overlaps: rows.reduce((sum, {overlaps}) => sum + overlaps.length, 0),
  };
}
