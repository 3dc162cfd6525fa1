import {useSignal} from '@preact/signals';
import {count} from '../lib/number';
import {dateTime, type Zone} from '../lib/time';
import {Windowed} from '../parts/windowed';
import {nameOf, seriesOf, type Histogram, type QueryData} from './answers';
import {Buckets, BucketsDialog} from './buckets';

interface Row {
  name: string;
  value: string;
  /** In s. */
  time: number;
  histogram?: Histogram;
}

/** Rows of an answer: one per sample, the last first for those of a range. */
function rowsOf(data: QueryData): Row[] {
  return seriesOf(data).flatMap(({metric, value, histogram, values, histograms}) => {
    const name = data.resultType === 'scalar' || data.resultType === 'string' ? data.resultType : nameOf(metric);
    const floats = (values ?? (value === undefined ? [] : [value])).map(([time, text]): Row => ({name, value: text, time}));
    const others = (histograms ?? (histogram === undefined ? [] : [histogram])).map(([time, each]): Row => ({name, value: each.count, time, histogram: each}));
    return [...floats, ...others].sort((a, b) => b.time - a.time);
  });
}

/** An instant answer as a table with a filter; native histograms with their bars. */
export function ResultTable({data, zone}: {data: QueryData; zone: Zone}) {
  const search = useSignal('');
  const opened = useSignal<Histogram | undefined>(undefined);
  const all = rowsOf(data);
  const words = search.value.toLowerCase().split(/\s+/);
  const rows = all.filter(({name}) => words.every((word) => name.toLowerCase().includes(word)));
  return (
    <div>
      <div class="row">
        <input type="search" aria-label="Filter series" placeholder="filter" onInput={(event) => (search.value = event.currentTarget.value)} />
        <span class="muted">
          {rows.length === all.length ? '' : `${count(rows.length)} of `}
          {count(all.length)} {all.length === 1 ? 'row' : 'rows'}
        </span>
      </div>
      {all.length === 0 ? (
        <p class="muted">Nothing matches at this time. Metrics that are gone are found by an earlier time.</p>
      ) : (
        <Windowed
          label="Result"
          head={['series', <span class="number">value</span>, <span class="less">at</span>]}
          columns="minmax(0, 1fr) minmax(96px, max-content) 200px"
          narrow="minmax(0, 1fr) minmax(64px, max-content)"
          rows={rows.length}
          row={(i) => {
            const {name, value, time, histogram} = rows[i]!;
            return [
              <bdi class="mono" title={name}>
                {name}
              </bdi>,
              histogram === undefined ? (
                <span class="mono number">{value}</span>
              ) : (
                <button type="button" class="bars" aria-label={`Buckets of ${name}`} onClick={() => (opened.value = histogram)}>
                  <Buckets histogram={histogram} /> {value}
                </button>
              ),
              <span class="muted mono less">{dateTime(time * 1000, zone)}</span>,
            ];
          }}
        />
      )}
      {opened.value !== undefined && <BucketsDialog histogram={opened.value} close={() => (opened.value = undefined)} />}
    </div>
  );
}
