import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Latest} from '../src/parts/latest';

test('only the latest question waits for its answer', () => {
  const latest = new Latest();
  const first = latest.next();
  const second = latest.next();
  assert.deepEqual([first.aborted, second.aborted], [true, false]);
  latest.stop();
  assert.equal(second.aborted, true);
  assert.equal(latest.next().aborted, false);
});
