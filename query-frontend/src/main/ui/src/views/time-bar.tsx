/** A stretch of a bar, in ms. */
export interface Stretch {
  from: number;
  to: number;
  look: string;
  title: string;
}

const WIDTH = 1000;

/** Stretches of time between two times, as a bar that fills its place. */
export function TimeBar({from, to, stretches, label}: {from: number; to: number; stretches: readonly Stretch[]; label: string}) {
  const span = Math.max(1, to - from);
  const x = (ms: number): number => ((Math.min(Math.max(ms, from), to) - from) / span) * WIDTH;
  return (
    <svg class="time-bar" viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="ground" width={WIDTH} height="12" />
      {stretches.map((one, i) => (
        <rect key={i} class={one.look} x={x(one.from)} y="1" width={Math.max(2, x(one.to) - x(one.from))} height="10">
          <title>{one.title}</title>
        </rect>
      ))}
    </svg>
  );
}
