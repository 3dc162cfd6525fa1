/** A series in two answers; values are as the API wrote them. */
export interface Found {
  series: string;
  left: string | undefined;
  right: string | undefined;
  same: boolean;
  /** Of their numbers; empty where one has no such series. */
  difference: string;
}

/** All series of two answers, those that differ first. */
export function differences(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): Found[] {
  const all = [...new Set([...left.keys(), ...right.keys()])].sort();
  return all
    .map((series) => {
      const one = left.get(series);
      const other = right.get(series);
      return {series, left: one, right: other, same: one === other, difference: apart(one, other)};
    })
    .sort((a, b) => Number(a.same) - Number(b.same));
}

function apart(one: string | undefined, other: string | undefined): string {
  if (one === undefined || other === undefined) {
    return '';
  }
  const by = Number(other) - Number(one);
  return Number.isFinite(by) ? String(Number(by.toPrecision(3))) : 'differs';
}
