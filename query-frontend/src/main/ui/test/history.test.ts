import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Browsing, remember} from '../src/query/history';

test('what was typed since is where browsing begins, and ends', () => {
  remember('old');
  remember('new');
  const browsing = new Browsing();
  assert.equal(browsing.step(-1, 'typed'), 'new');
  assert.equal(browsing.step(-1, 'new'), 'old');
  assert.equal(browsing.step(-1, 'old'), undefined);
  assert.equal(browsing.step(-1, 'old and more'), 'new');
  assert.equal(browsing.step(1, 'new'), 'old and more');
  assert.equal(browsing.step(1, 'old and more'), undefined);
});
