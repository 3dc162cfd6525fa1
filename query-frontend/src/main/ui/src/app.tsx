import {render} from 'preact';
import {listenToKeys} from './shell/keys';
import {listen} from './shell/router';
import {Shell} from './shell/shell';
import {watchStores} from './shell/stores';

listen();
listenToKeys();
watchStores();
const root = document.getElementById('app')!;
root.replaceChildren();
render(<Shell />, root);
