import {useEffect, useRef} from 'preact/hooks';
import {parse, short} from '../lib/number';
import type {Histogram} from './answers';

const WIDTH_PX = 96;
const HEIGHT_PX = 20;

/** The shape of a histogram, small: a bar per bucket, equally wide. */
export function Buckets({histogram}: {histogram: Histogram}) {
  const counts = (histogram.buckets ?? []).map(([, , , count]) => parse(count));
  const most = Math.max(...counts, 1e-300);
  const wide = WIDTH_PX / Math.max(1, counts.length);
  return (
    <svg class="buckets" width={WIDTH_PX} height={HEIGHT_PX} aria-hidden="true">
      {counts.map((count, i) => {
        const tall = (count / most) * HEIGHT_PX;
        return <rect key={i} x={i * wide} y={HEIGHT_PX - tall} width={Math.max(0.5, wide - (wide > 3 ? 1 : 0))} height={tall} />;
      })}
    </svg>
  );
}

/** By the boundary rule of the API: which ends of a bucket belong to it. */
const ENDS: readonly [string, string][] = [
  ['(', ']'],
  ['[', ')'],
  ['(', ')'],
  ['[', ']'],
];

/** Every bucket with its bounds, as a table with bars. */
export function BucketsDialog({histogram, close}: {histogram: Histogram; close: () => void}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const buckets = histogram.buckets ?? [];
  const most = Math.max(...buckets.map(([, , , count]) => parse(count)), 1e-300);
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="buckets-title">
      <div class="row">
        <h2 id="buckets-title">
          {histogram.count} observations, sum {short(parse(histogram.sum))}
        </h2>
        <span class="spread" />
        <button type="button" onClick={close}>
          Close
        </button>
      </div>
      <table>
        <thead>
          <tr>
            <th>bucket</th>
            <th class="number">count</th>
            <th>
              <span class="unseen">share</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {buckets.map(([rule, lower, upper, count]) => (
            <tr key={lower + upper}>
              <td class="mono">
                {ENDS[rule]?.[0]}
                {lower}, {upper}
                {ENDS[rule]?.[1]}
              </td>
              <td class="number">{count}</td>
              <td>
                <svg class="buckets" width="120" height="12" aria-hidden="true">
                  <rect width={(parse(count) / most) * 120} height="12" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </dialog>
  );
}
