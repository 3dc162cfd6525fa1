import {useMemo} from 'preact/hooks';
import {duration, type Zone} from '../lib/time';
import {Instant} from '../parts/instant';
import {Windowed} from '../parts/windowed';
import type {QueryData} from './answers';
import {rawSamples} from './raw';

/** The samples as the stores hold them, merged, the last first, with the time between each two. */
export function RawTable({data, zone}: {data: QueryData; zone: Zone}) {
  const {common, series, samples} = useMemo(() => rawSamples(data), [data]);
  if (samples.length === 0) {
    return <p class="muted">No samples in this window.</p>;
  }
  return (
    <>
      <p>
        {series > 1 && <span class="muted">{series} series of </span>}
        <bdi class="mono">{common}</bdi>
      </p>
      <Windowed
        label="Raw samples"
        head={['time', <span class="less">after</span>, <span class="number">value</span>, series > 1 ? 'series' : <span class="unseen">series</span>]}
        columns="200px 72px 160px minmax(0, 1fr)"
        narrow="96px 104px minmax(0, 1fr)"
        narrowPx={series > 1 ? 560 : 0}
        rows={samples.length}
        row={(i) => {
          const {name, value, time, before} = samples[i]!;
          return [
            <Instant ms={Math.round(time * 1000)} zone={zone} />,
            <span class="muted mono less">{before === undefined ? '' : duration(Math.round((time - before) * 1000))}</span>,
            <span class="mono number" title={value}>
              {value}
            </span>,
            <bdi class="mono" title={name}>
              {series > 1 && name}
            </bdi>,
          ];
        }}
      />
    </>
  );
}
