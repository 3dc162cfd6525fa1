import {render} from 'preact';
import {PAGES} from './pages';
import {listenToKeys} from './shell/keys';
import {listen} from './shell/router';
import {Shell} from './shell/shell';
import {watchStores} from './shell/stores';

listen((path) => PAGES.some((page) => page.path === path));
listenToKeys();
watchStores();
const root = document.getElementById('app')!;
root.replaceChildren();
render(<Shell />, root);
