export {default as alerts} from './alerts/page';
export {default as blocks} from './blocks/page';
export {default as explore} from './explore/page';
export {default as queries} from './queries/page';
export {default as rules} from './rules/page';
export {default as server} from './server/page';
export {default as stores} from './stores/page';
