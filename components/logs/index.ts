export { LogExcerptPage } from './excerpt-page';
export { LogView } from './lazy-log-view';
export { ExcerptList } from './excerpt-list';
