import {duration, dateTime, type Zone} from '../lib/time';
import {Windowed} from '../parts/windowed';
import type {QueryData} from './answers';
import {rowsOf} from './result-table';

/** The samples as the stores hold them, merged, the last first, with the time between each two. */
export function RawTable({data, zone}: {data: QueryData; zone: Zone}) {
  const rows = rowsOf(data);
  if (rows.length === 0) {
    return <p class="muted">No samples in this window.</p>;
  }
  return (
    <Windowed
      label="Raw samples"
      head={['time', 'after', <span class="number">value</span>, 'series']}
      columns="200px 72px minmax(96px, max-content) minmax(0, 1fr)"
      rows={rows.length}
      row={(i) => {
        const {name, value, time} = rows[i]!;
        const before = rows[i + 1];
        const apart = before?.name === name ? duration(Math.round((time - before.time) * 1000)) : '';
        return [
          <span class="mono">{dateTime(Math.round(time * 1000), zone)}</span>,
          <span class="muted mono">{apart}</span>,
          <span class="mono number">{value}</span>,
          <bdi class="mono" title={name}>
            {name}
          </bdi>,
        ];
      }}
    />
  );
}
