/** Values laid upon each other: each line the sum of those before it and its own; gaps stay gaps. */
export function stack(lines: readonly (readonly (number | null)[])[]): (number | null)[][] {
  const below: number[] = [];
  return lines.map((values) =>
    values.map((value, i) => {
      if (value === null) {
        return null;
      }
      below[i] = (below[i] ?? 0) + value;
      return below[i]!;
    }),
  );
}
