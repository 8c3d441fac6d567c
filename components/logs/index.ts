export { LogExcerptPage } from './excerpt-page';
export { LogView } from './lazy-log-view';
