import assert from 'node:assert/strict';
import {test} from 'node:test';
import type uPlot from 'uplot';
import {followPointer} from '../src/query/pointer';

class Box extends EventTarget {
  clientWidth = 100;
  classList = {add: () => {}, remove: () => {}};
  parentElement: Box | undefined;
}

const page = new EventTarget();
Object.assign(globalThis, {addEventListener: page.addEventListener.bind(page)});

/** Drags by 50 px; what is shown of an hour. */
function drag(before: (leave: () => void) => void): [number, number][] {
  const shown: [number, number][] = [];
  const over = new Box();
  over.parentElement = new Box();
  const leave = followPointer({over, scales: {x: {min: 0, max: 3600}}} as unknown as uPlot, (from, to) => shown.push([from, to]));
  const at = (type: string, clientX: number): Event => Object.assign(new Event(type), {clientX, shiftKey: true, button: 0});
  over.parentElement.dispatchEvent(at('mousedown', 60));
  before(leave);
  page.dispatchEvent(at('mouseup', 10));
  return shown;
}

test('a drag moves the time', () => {
  assert.deepEqual(drag(() => {}), [[1_800_000, 5_400_000]]);
});

test('a drag ends with its chart', () => {
  assert.deepEqual(drag((leave) => leave()), []);
});
