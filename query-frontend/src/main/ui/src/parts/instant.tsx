import {dateTime, type Zone} from '../lib/time';

/** A time in ms; where there is no room its day is left out. */
export function Instant({ms, zone}: {ms: number; zone: Zone}) {
  const [day, time] = dateTime(ms, zone).split(' ');
  return (
    <span class="mono" title={dateTime(ms, zone)}>
      <span class="date">{day} </span>
      {time}
    </span>
  );
}
